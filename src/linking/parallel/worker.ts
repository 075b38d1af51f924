/** A thread that links encoded rows; everything it reads of the known persons is shared memory. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerReply } from '../../io/worker-pool.ts';
import { newLinkColumns, newRowLinker, type LinkColumns, type LinkContext } from '../decide/row-linker.ts';
import type { Encoded } from '../encode/columns.ts';

const linker = newRowLinker(workerData as LinkContext);

parentPort?.on('message', (rows: Encoded) => {
  parentPort?.postMessage(linkAll(rows));
});

function linkAll(rows: Encoded): WorkerReply<LinkColumns> {
  try {
    const answers = newLinkColumns(rows.rows.length);
    for (let i = 0; i < rows.rows.length; i++) linker.link(rows, i, answers);
    return { ok: answers };
  } catch (error) {
    return { error };
  }
}
