import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from './checkout.ts';
import { codeReference } from './code-reference.ts';
import { departmentReference } from './department-reference.ts';
import { ledgerReference } from './ledger-reference.ts';

const page = (name: string): string => readFileSync(join(checkout, 'docs', 'reference', name), 'utf8');

describe('the pages about the ledger (else: npm run docs)', () => {
  it('ledger.md is the tables’ declarations', () => {
    expect(page('ledger.md')).toBe(ledgerReference());
  });

  it('codes.md is the code tables', () => {
    expect(page('codes.md')).toBe(codeReference());
  });

  it('departments.md is the shipped mappings', async () => {
    expect(page('departments.md')).toBe(await departmentReference());
  });
});
