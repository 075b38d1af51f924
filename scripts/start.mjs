/** `npm start`: installs what is missing, builds the pages, runs the demonstration on the embedded panel and serves it. */
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './ensure-install.mjs';
import { ensureWebBuilt } from './ensure-web.mjs';

ensureInstalled();
ensureWebBuilt();
process.exit(runNode([join(root, 'bin', 'jiuzhu.mjs'), 'demo', 'panel', ...process.argv.slice(2)]));
