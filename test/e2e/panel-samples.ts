/** An excerpt of the embedded panel, small enough to be trained on in seconds. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { root } from './command-line.ts';

/** Writes households.csv.gz, mapping.yaml and train.yaml; `change` is done to the training config. */
export function writePanelSamples(folder: string, change: (yaml: string) => string): void {
  mkdirSync(folder);
  const source = join(root, 'data-samples', 'eph');
  const lines = gunzipSync(readFileSync(join(source, 'households.csv.gz')))
    .toString('utf8')
    .split('\n');
  writeFileSync(join(folder, 'households.csv.gz'), gzipSync(lines.filter(isKept).join('\n')));
  cpSync(join(source, 'mapping.yaml'), join(folder, 'mapping.yaml'));
  writeFileSync(join(folder, 'train.yaml'), change(readFileSync(join(source, 'train.yaml'), 'utf8')));
}

/** A training config with these families, e.g. `[scorecard]`. */
export function withFamilies(yaml: string, families: string): string {
  return yaml.replace(/^families:.*$/m, `families: ${families}`);
}

/** The header, and about every sixteenth dwelling with all its quarters. */
function isKept(line: string, number: number): boolean {
  return number === 0 || Number(/^\d+/.exec(line)) % 16 === 3;
}
