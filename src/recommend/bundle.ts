/**
 * One matter (一件事): items that go through one procedure together, with its papers and last days.
 */
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { readText } from '../io/files.ts';
import { deadlines, type Deadline, type Policy, type Snapshot } from '../policy/index.ts';

const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const papersFile = z.strictObject({
  papers: z.literal(1),
  source: z.strictObject({ text: z.string(), verified: z.boolean() }),
  procedures: z.record(z.string(), z.array(words)),
});

/** Papers by procedure. */
export type Papers = Readonly<Record<string, readonly z.infer<typeof words>[]>>;

/** Items that go through one procedure together. */
export interface Bundle {
  readonly procedure: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly items: readonly string[];
  /** What only the household itself can bring. */
  readonly papers: readonly { readonly zh: string; readonly en: string }[];
  /** If accepted on the day asked about; empty when that year has no working-day calendar yet. */
  readonly deadlines: readonly Deadline[];
}

/** Reads the shipped list of papers. */
export async function loadPapers(): Promise<Papers> {
  const text = await readText(fileURLToPath(new URL('papers.yaml', import.meta.url)));
  return papersFile.parse(parse(text)).procedures;
}

/** The matters of some items, as if accepted on a day. */
export function bundlesOf(
  policy: Policy,
  law: Snapshot,
  {
    items,
    start,
    papers,
  }: { readonly items: ReadonlySet<string>; readonly start: IsoDate; readonly papers: Papers },
): Bundle[] {
  return policy.procedures
    .map((procedure) => ({ procedure, own: procedure.items.filter((item) => items.has(item)) }))
    .filter(({ own }) => own.length > 0)
    .map(({ procedure, own }) => ({
      procedure: procedure.id,
      title: procedure.title,
      items: own,
      papers: papers[procedure.id] ?? [],
      deadlines: deadlinesFrom(procedure, start, law),
    }));
}

function deadlinesFrom(
  procedure: Parameters<typeof deadlines>[0],
  start: IsoDate,
  law: Snapshot,
): readonly Deadline[] {
  try {
    return deadlines(procedure, start, law);
  } catch (error) {
    // A year without a holiday notice has no working-day calendar yet.
    if (error instanceof JzError && error.code === 'JZ_CALENDAR_YEAR') return [];
    throw error;
  }
}
