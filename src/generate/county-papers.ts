/**
 * The papers beside the departments' files: mapping, practice keys, a page that says what this is.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { JzError } from '../core/errors/index.ts';
import { keyFileText, makeKeys } from '../vault/index.ts';
import type { FileSettings } from './files/write-chunk.ts';

/** Beside the sources, or inside the installed package. */
function mappingsFolder(): string {
  const up = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  return fileURLToPath(new URL(`${up}data-samples/departments/`, import.meta.url));
}

/**
 * Writes `mapping.yaml`, `mappings/`, `practice-keys.json` and `README.md`. A sample lies beside the shipped mappings,
 * reads them there, and has pages of its own.
 *
 * @throws JZ_GENERATE_FORMS when the shipped mappings are not there
 */
export async function writePapers(folder: string, settings: FileSettings): Promise<void> {
  const isSample = settings.format === 'sample';
  if (!isSample) await copyMappings(join(folder, 'mappings'));
  const include = isSample ? '../departments/*.yaml' : 'mappings/*.yaml';
  await writeFile(join(folder, 'mapping.yaml'), mappingText(settings, include));
  await writeFile(join(folder, 'practice-keys.json'), practiceKeys(String(settings.seed)), { mode: 0o644 });
  if (!isSample) await writeFile(join(folder, 'README.md'), readme(settings));
}

async function copyMappings(target: string): Promise<void> {
  const source = mappingsFolder();
  const names = (await readdir(source).catch(() => [])).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) throw new JzError('JZ_GENERATE_FORMS', { path: source });
  await mkdir(target);
  for (const name of names) await copyFile(join(source, name), join(target, name));
}

function mappingText(settings: FileSettings, include: string): string {
  const text = stringify({
    mapping: 1,
    title: `练习县 / practice county ${settings.region}`,
    currency: 'CNY',
    synthetic: true,
    keys: 'practice-keys.json',
    include: [include],
  });
  return `# Made by jiuzhu generate: every department's mapping, and keys for practice data only.\n${text}`;
}

/** Keys anybody can make again from the seed: they protect nothing, as there is nobody to protect. */
function practiceKeys(seed: string): string {
  let drawn = 0;
  const random = (bytes: number): Uint8Array =>
    createHash('sha512').update(`jiuzhu practice key ${drawn++}\n${seed}`).digest().subarray(0, bytes);
  const note =
    '仅用于练习数据，由种子生成，没有保密作用 / practice data only: made from the seed, protects nothing';
  return keyFileText(makeKeys({ created: '2026-01-01', note, practice: true, random }));
}

function readme(settings: FileSettings): string {
  const { households, months, seed, start, dirt, region, format } = settings;
  return `# 练习县 / practice county

由 \`jiuzhu generate\` 模拟生成，没有真实的人：99 开头的身份证号从未编配，154 开头的电话不能拨打，姓名按频率随机组合，地名虚构。
Made by \`jiuzhu generate\`. No real persons: identity numbers of area 99 are not assigned, telephone numbers that begin with 154 cannot be dialled, names are drawn by frequency, places are invented.

| | |
|---|---|
| households | ${households} |
| months | ${months}, from ${start} |
| seed | ${seed} |
| dirt | ${dirt} |
| format | ${format} |
| region | ${region} |

\`jiuzhu ingest\` of this folder needs nothing else: \`mapping.yaml\` names every department's mapping.
\`truth/\` is what really happened; no mapping reads it. \`truth/dirt.parquet\` lists every mistake put into the files, \`truth/links.parquet\` whose the rows are that carry no right identity number. Rows count from 1 under the header.
\`practice-keys.json\` is public and for practice only.
\`manifest.json\` has the SHA-256 of every file.
`;
}
