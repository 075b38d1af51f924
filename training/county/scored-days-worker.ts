/** A thread of ./scored-days.ts: reads a date's file and scores it by every model. */
import { parentPort, workerData } from 'node:worker_threads';
import { singleLogOdds, type SingleModel } from '../../models/stack/model.ts';
import { replyOf } from '../../src/io/worker-pool.ts';
import { readPacked } from './packed-columns.ts';

const models = workerData as readonly SingleModel[];

parentPort?.on('message', (path: string) => {
  void scored(path).then((reply) => parentPort?.postMessage(reply));
});

async function scored(path: string) {
  try {
    const { numbers } = await readPacked(path);
    return replyOf(() => models.map((model) => singleLogOdds(model, numbers)));
  } catch (error) {
    return { error };
  }
}
