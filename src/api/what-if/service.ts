import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import type { Api, Sources } from '../routes/route.ts';
import { JobQueue } from './queue.ts';
import { startRunner } from './runner.ts';

/** The jobs of a service. */
export interface JobService {
  /** @throws JZ_WHATIF_NO_LEDGER */
  readonly queue: () => JobQueue;
  /** Folder of the jobs. */
  readonly root: string;
}

/** Opened with the service and closed with it; there is none where no county is served. */
export function jobService(app: Api, { dataDirectory, scorer, now }: Sources): JobService {
  const root = join(dataDirectory ?? '', 'whatif-jobs');
  const isCounty = dataDirectory !== undefined && scorer.catalogue === 'county';
  const options = { dataDirectory: dataDirectory ?? '', root, now, newId: randomUUID };
  const queue = isCounty ? new JobQueue({ ...options, runner: startRunner() }) : null;
  if (queue) {
    app.addHook('onReady', () => queue.open());
    app.addHook('preClose', (done) => {
      queue.close();
      done();
    });
  }
  return {
    root,
    queue: () => {
      if (queue) return queue;
      throw new JzError('JZ_WHATIF_NO_LEDGER');
    },
  };
}
