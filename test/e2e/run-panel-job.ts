/**
 * A process that runs the panel job, and can be killed. Usage: run-panel-job.ts SAMPLES DATA VERSION
 */
import { runPanelJob } from '../../src/batch/panel/job.ts';
import { silent } from '../../src/core/progress.ts';

const [samples = '', data = '', version = ''] = process.argv.slice(2);
const say = (message: string): void => void process.stderr.write(`${message}\n`);
const id = await runPanelJob({ samples, data, asOf: '2014Q2', version, progress: silent, say });
process.stdout.write(id);
