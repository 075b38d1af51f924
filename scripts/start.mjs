/**
 * `npm start` and `npm run demo:panel`: installs what is missing, builds the pages, runs the demonstration on the
 * synthetic county or on the embedded panel, and serves it. The first argument names which; the rest is for it.
 */
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './ensure-install.mjs';
import { ensureWebBuilt } from './ensure-web.mjs';

ensureInstalled();
ensureWebBuilt();
process.exit(runNode([join(root, 'bin', 'jiuzhu.mjs'), 'demo', ...process.argv.slice(2)]));
