import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTwoDepartments } from '../testing/two-departments.ts';
import { loadMapping } from '../mapping/load.ts';
import { fileStems } from './stems.ts';

const bench = await makeTwoDepartments();
const [source] = (await loadMapping(bench.mappingFile)).sources;
await bench.remove();

function stems(...names: readonly string[]): string[] {
  if (source === undefined) throw new Error('the mapping has no source');
  return fileStems(names.map((name) => ({ name, path: name, source, deliveredOn: null })));
}

describe('names of parts', () => {
  it('are department and file name, whatever the ending', () => {
    expect(stems('a/b c.csv', 'police_x.CSV.gz')).toEqual(['police-a_b_c', 'police_x']);
  });

  it('never meet, not even a numbered one a file that is named so', () => {
    expect(stems('a b.csv', 'a_b.csv', 'a_b-2.csv', 'A_B.xlsx')).toEqual([
      'police-a_b',
      'police-a_b-2',
      'police-a_b-2-2',
      'police-A_B-3',
    ]);
  });

  it('are short enough for a file system and all different, for any names', () => {
    const name = fc.string({ unit: fc.constantFrom('低', 'a', 'A', '-', '2', ' ', '🏠'), maxLength: 255 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
        const made = stems(...names.map((one) => `${one}.csv`));
        expect(new Set(made.map((stem) => stem.toLowerCase())).size).toBe(names.length);
        for (const stem of made) expect(Buffer.byteLength(`${stem}~linked.parquet`)).toBeLessThan(200);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
