/**
 * Two ways to run the command line: as a process of its own, as users do, and inside this one, which is quicker.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/run.ts';
import { silent } from '../../src/core/progress.ts';
import { parseCsvRecord } from '../../src/io/csv-record.ts';
import { sha256 } from '../../src/io/files.ts';

/** What a run left behind. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The checkout. */
export const root = join(import.meta.dirname, '../..');

/** Runs `node bin/jiuzhu.mjs …` in a process of its own. */
export function jiuzhu(...argv: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'bin', 'jiuzhu.mjs'), ...argv],
      { maxBuffer: 1 << 26 },
      (_error, stdout, stderr) => resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

/** Runs the same words inside this process. */
export async function inside(...argv: readonly string[]): Promise<Finished> {
  const said = { stdout: '', stderr: '' };
  const status = await runCommand(argv, {
    data: (text) => void (said.stdout += `${text}\n`),
    say: (text) => void (said.stderr += `${text}\n`),
    progress: silent,
  });
  return { status, ...said };
}

/** SHA-256 and time of change of every file under a folder, by relative path. */
export function filesUnder(folder: string): Map<string, { sha256: string; changedMs: number }> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    files.flatMap((name) => {
      const path = join(folder, name);
      const found = statSync(path);
      return found.isFile() ? [[name, { sha256: sha256(readFileSync(path)), changedMs: found.mtimeMs }]] : [];
    }),
  );
}

/** Reads a simple CSV (no line breaks in cells) as one object a row. */
export function readRows(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = parseCsvRecord(header, ',');
  return lines.map((line) =>
    Object.fromEntries(parseCsvRecord(line, ',').map((cell, j) => [names[j] ?? '', cell])),
  );
}
