/**
 * A process that serves a data folder and tells its address; tests kill it.
 */
import { writeSync } from 'node:fs';
import { serve } from '../../src/api/serve.ts';
import { handScorer } from './world.ts';

const [, , dataDirectory = ''] = process.argv;
const serving = await serve({ dataDirectory, port: 0, loadScorer: () => Promise.resolve(handScorer) });
writeSync(1, `${serving.url}\n`);
