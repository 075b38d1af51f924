/** `npm run bench -- --list` names the benchmarks; `npm run bench -- NAME …` runs them. stdout is JSON. */
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './ensure-install.mjs';

ensureInstalled();
process.exit(runNode(['--import', 'tsx', join(root, 'eval', 'bench', 'index.ts'), ...process.argv.slice(2)]));
