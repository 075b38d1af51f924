import { expect, it } from 'vitest';
import { shortId } from './short-id.ts';

it.each([
  ['hcvnn4jkjcvx2p4na5clgd77iua', 'hcvnn4jkjc…'],
  ['H000012', 'H000012'],
  ['H0000123456789', 'H0000123456789'],
])('shows %s as %s', (id, short) => {
  expect(shortId(id)).toBe(short);
});
