import { expect, it } from 'vitest';
import { fairnessSections } from './blocks.ts';
import { measureFairness } from './measure.ts';

/** Two columns of six groups each; the list finds all of ten crossings, of the others the less the higher their numbers. */
const cells = Array.from({ length: 36 }, (_, cell) => [Math.floor(cell / 6), cell % 6] as const);
const rows = cells.flatMap(([a, b]) =>
  Array.from({ length: 400 }, (_, i) => ({
    a: `a${a}`,
    b: `b${b}`,
    listed: Number(a + b < 4 || i % 40 < 20 - a - b),
  })),
);
const column = (id: 'a' | 'b') => ({ id, title: { zh: id, en: id }, values: rows.map((row) => row[id]) });
const report = measureFairness({
  y: rows.map(() => 1),
  listed: rows.map(({ listed }) => listed),
  households: null,
  columns: [
    { ...column('a'), names: { a5: { zh: '五', en: 'five' }, a0: { zh: '零', en: 'nought' } } },
    column('b'),
  ],
  crossed: true,
});

it('lists of the crossings the twenty missed most, the worst first, and counts the others', () => {
  const section = fairnessSections(report).find(({ title }) => title.en === 'Intersections')!;
  const [text, table] = section.blocks;
  const verdicts = report.columns.find(({ crossed }) => crossed)!.groups.map(({ recall }) => recall.verdict);
  const more = verdicts.filter((one) => one === 'missed_more').length;

  expect(more).toBe(26);
  expect(text).toMatchObject({ words: { en: expect.stringContaining(`${more} missed more`) as string } });
  const names = table?.kind === 'table' ? table.rows.map(([name]) => name) : [];
  expect(names).toHaveLength(20);
  expect(names[0]).toMatchObject({ zh: '五 × b5' });
});

it('keeps groups in the order they are named in, the unnamed after', () => {
  const groups = report.columns[0]!.groups.map(({ group }) => group);

  expect(groups).toEqual(['a5', 'a0', 'a1', 'a2', 'a3', 'a4']);
});
