import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countyMarkdown } from './county/catalogue.ts';
import { countyFeatures } from './county/index.ts';
import { loadSignals, presetNames } from './signals/config.ts';
import { isoDate } from '../src/core/dates.ts';
import { signalsMarkdown } from './signals/reference.ts';

const page = (name: string) => readFile(join(import.meta.dirname, '..', 'docs', 'reference', name), 'utf8');

it('docs/reference/county-features.md is what the declarations say (npm run docs writes it)', async () => {
  const text = await page('county-features.md');

  expect(text).toBe(countyMarkdown());
  for (const { name } of countyFeatures) expect(text).toContain(`\`${name}\``);
});

it('docs/reference/signals.md is what the signals say (npm run docs writes it)', async () => {
  const text = await page('signals.md');
  const { items } = await loadSignals({ asOf: isoDate('2024-12-31') });

  expect(text).toBe(await signalsMarkdown());
  for (const { code, title } of items) expect(text).toContain(`## ${code}\n\n${title.zh} / ${title.en}`);
  for (const preset of await presetNames()) expect(text).toContain(`### ${preset}`);
});
