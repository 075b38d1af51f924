import { defaultThreads, startWorkerPool } from '../../io/worker-pool.ts';
import { answersOf } from '../decide/answers.ts';
import type { LinkColumns, LinkContext } from '../decide/row-linker.ts';
import type { Encoded } from '../encode/columns.ts';
import type { IdentityFields, Linker, LinkResult } from '../types.ts';

/** Rows in a task. */
const CHUNK = 16_384;
/** Fewer rows than this are linked before threads would have started. */
const WORTH_THREADS = 2 * CHUNK;

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
  threads = defaultThreads(),
): Promise<readonly LinkResult[]> {
  if (threads <= 1 || rows.length < WORTH_THREADS) return link(rows);
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
    for (let from = 0; from < rows.length; from += CHUNK) {
      if (underWay.length >= 2 * threads) await take();
      underWay.push(pool.run(encode(rows.slice(from, from + CHUNK))));
    }
    while (underWay.length > 0) await take();
    return answers;
  } finally {
    await pool.close();
  }
}
