/** `npm start`: installs what is missing, then runs the demonstration on the embedded panel and serves it. */
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './ensure-install.mjs';

ensureInstalled();
process.exit(runNode([join(root, 'bin', 'jiuzhu.mjs'), 'demo', 'panel', ...process.argv.slice(2)]));
