/** `npm run docs`: writes the reference pages that are made from the program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.ts';
import { commandReference } from './command-reference.ts';
import { errorReference } from './error-reference.ts';

const pages = { 'errors.md': errorReference(), 'cli.md': await commandReference() };
for (const [name, text] of Object.entries(pages)) {
  writeFileSync(join(checkout, 'docs', 'reference', name), text);
  process.stdout.write(`docs/reference/${name}\n`);
}
