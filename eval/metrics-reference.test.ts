import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { seededRng } from '../src/core/rng.ts';
import { evaluateBinary, measurePoverty } from './index.ts';

it('docs/reference/metrics.md explains every key that is printed', () => {
  const page = readFileSync(fileURLToPath(new URL('../docs/reference/metrics.md', import.meta.url)), 'utf8');
  const { top, ece_noise, ...rest } = evaluateBinary([0, 1, 0, 1], [0.1, 0.7, 0.4, 0.3], {
    noise: { rng: seededRng(1), draws: 5 },
  });
  const keys = [
    ...Object.keys(rest),
    ...Object.keys(top[0] ?? {}).map((key) => `top[].${key}`),
    ...Object.keys(ece_noise ?? {}).map((key) => `ece_noise.${key}`),
    ...Object.keys(measurePoverty([1, 2, 3])),
    'n_missing',
  ];

  expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
