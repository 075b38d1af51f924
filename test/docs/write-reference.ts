/** `npm run docs`: writes the reference pages that are made from the program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueMarkdown, panelCatalogue } from '../../features/index.ts';
import { countyMarkdown } from '../../features/county/catalogue.ts';
import { signalsMarkdown } from '../../features/signals/reference.ts';
import { checkout } from './checkout.ts';
import { codeReference } from './code-reference.ts';
import { commandReference } from './command-reference.ts';
import { departmentReference } from './department-reference.ts';
import { errorReference } from './error-reference.ts';
import { ledgerReference } from './ledger-reference.ts';

const pages = {
  'errors.md': errorReference(),
  'cli.md': await commandReference(),
  'ledger.md': ledgerReference(),
  'codes.md': codeReference(),
  'features.md': catalogueMarkdown(panelCatalogue),
  'county-features.md': countyMarkdown(),
  'signals.md': await signalsMarkdown(),
  'departments.md': await departmentReference(),
};
for (const [name, text] of Object.entries(pages)) {
  writeFileSync(join(checkout, 'docs', 'reference', name), text);
  process.stdout.write(`docs/reference/${name}\n`);
}
