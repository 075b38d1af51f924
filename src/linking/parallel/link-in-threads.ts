import { defaultThreads, startWorkerPool } from '../../io/worker-pool.ts';
import { answersOf } from '../decide/answers.ts';
import type { LinkColumns, LinkContext } from '../decide/row-linker.ts';
import type { Encoded } from '../encode/columns.ts';
import type { IdentityFields, Linker, LinkResult } from '../types.ts';

/** Rows in a task, at least and at most. */
const CHUNK = { least: 1_024, most: 16_384 } as const;
/** Fewer rows than this are linked before threads would have started; who names a number of threads gets them. */
const WORTH_THREADS = 30_000;

/** What a linker lends to its threads. */
export interface ThreadedLinker {
  readonly context: LinkContext;
  readonly encode: (rows: readonly IdentityFields[]) => Encoded;
  readonly link: Linker['link'];
}

/** Links rows in threads, in chunks; at most two chunks a thread are under way. Answers come in the order of rows. */
export async function linkInThreads(
  { context, encode, link }: ThreadedLinker,
  rows: readonly IdentityFields[],
  asked?: number,
): Promise<readonly LinkResult[]> {
  const threads = asked ?? (rows.length < WORTH_THREADS ? 1 : defaultThreads());
  if (threads <= 1) return link(rows);
  const chunk = Math.min(CHUNK.most, Math.max(CHUNK.least, Math.ceil(rows.length / threads / 4)));
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const url = new URL(`./worker.${extension}`, import.meta.url);
  const pool = startWorkerPool<Encoded, LinkColumns>(url, context, threads);
  try {
    const answers: LinkResult[] = [];
    const underWay: Promise<LinkColumns>[] = [];
    const take = async (): Promise<void> => {
      const columns = await underWay.shift();
      if (columns) for (const answer of answersOf(columns, context.model.thresholds)) answers.push(answer);
    };
    for (let from = 0; from < rows.length; from += chunk) {
      if (underWay.length >= 2 * threads) await take();
      underWay.push(pool.run(encode(rows.slice(from, from + chunk))));
    }
    while (underWay.length > 0) await take();
    return answers;
  } finally {
    await pool.close();
  }
}
