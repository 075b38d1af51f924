/** `npm run docs`: writes the reference pages that are made from the program itself. */
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './ensure-install.mjs';

ensureInstalled();
process.exit(runNode(['--import', 'tsx', join(root, 'test', 'docs', 'write-reference.ts')]));
