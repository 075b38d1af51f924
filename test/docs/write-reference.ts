/** `npm run docs`: writes the reference pages that are made from the program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.ts';
import { errorReference } from './error-reference.ts';

writeFileSync(join(checkout, 'docs', 'reference', 'errors.md'), errorReference());
process.stdout.write('docs/reference/errors.md\n');
