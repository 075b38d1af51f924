/** A thread of ./measure-crew.ts. */
import { parentPort } from 'node:worker_threads';
import { replyOf } from '../../src/io/worker-pool.ts';
import { measurePart, type MeasurePart } from './measure-part.ts';

parentPort?.on('message', (part: MeasurePart) => {
  parentPort?.postMessage(replyOf(() => measurePart(part)));
});
