/**
 * A process that publishes lists into a store, and can die in the middle as from `kill -9`.
 *
 * Usage: publisher.ts FILE HOUSEHOLDS FIRST_RUN LAST_RUN [DIE_AFTER_ROWS]; rows are scores, then periods.
 */
import { openStore, publishScores } from '../../src/store/index.ts';
import { histories, rankedScores, runOf } from './world.ts';

const [file = '', ...numbers] = process.argv.slice(2);
const [households = 0, firstRun = 0, lastRun = 0, dieAfterRows = Infinity] = numbers.map(Number);

function dying(): <T>(rows: Iterable<T>) => Generator<T> {
  let left = dieAfterRows;
  return function* (rows) {
    for (const row of rows) {
      if (left-- <= 0) process.kill(process.pid, 'SIGKILL');
      yield row;
    }
  };
}

const store = openStore(file);
for (let run = firstRun; run <= lastRun; run++) {
  const cut = dying();
  const size = households + run;
  publishScores(store, runOf(`run-${run}`), cut(rankedScores(size)), cut(histories(size)));
}
await store.close();
