import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityCheckDigit } from '../codes/index.ts';
import {
  hukouHeader,
  hukouLine,
  idNumber,
  makeTwoDepartments,
  type TwoDepartments,
} from '../testing/two-departments.ts';

let bench: TwoDepartments;

beforeEach(async () => {
  bench = await makeTwoDepartments();
});

afterEach(() => bench.remove());

/** Valid numbers that end in 000, and each a true one that Excel would round to it. */
const pairs = Array.from({ length: 4000 }, (_, i) => {
  const birth = `19${String(40 + (i % 60))}${String(1 + (i % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}`;
  const rounded = `990000${birth}${i % 10}00`;
  const whole = `990000${birth}${i % 10}37`;
  return [rounded + identityCheckDigit(rounded), whole + identityCheckDigit(whole)] as const;
}).filter(([rounded]) => rounded.endsWith('000'));

/** A register's line of a person with another number; the sex is that of the true one. */
function line(i: number, number: string): string {
  return hukouLine(i, { id: number });
}

/** Which rows of the register have a person by number. */
async function numbered(lines: readonly string[]): Promise<(string | null)[]> {
  await bench.send('hukou-2022.csv', [hukouHeader, ...lines].join('\n'));
  await bench.ingest();
  const rows = await bench.query(
    "SELECT source_row FROM membership WHERE person_id[1:1] = 'p' ORDER BY source_row",
  );
  return rows.map((row) => String(row['source_row']));
}

describe('a number of a register that ends in 000', () => {
  const [[rounded, whole]] = [pairs[0]!];
  const woman = 2;
  const man = 11;

  it('is believed when nothing speaks against it', async () => {
    expect(await numbered([line(woman, rounded), line(man, idNumber(man))])).toEqual(['1', '2']);
  });

  it('is not believed of a man: its seventeenth digit is a woman’s', async () => {
    expect(await numbered([line(man, rounded), line(woman, idNumber(woman))])).toEqual(['2']);
  });

  it('is not believed beside the same name under a number that agrees in fifteen digits', async () => {
    expect(await numbered([line(woman, rounded), line(woman, whole)])).toEqual(['1', '2']);
    const rows = await bench.query('SELECT DISTINCT person_id FROM membership');
    expect(rows).toHaveLength(1);
  });

  it('is not believed where more of them stand than chance allows', async () => {
    const many = pairs.slice(0, 4).map(([number], i) => line(woman + 10 * i, number));
    const others = Array.from({ length: 40 }, (_, i) => line(i, idNumber(i)));

    await numbered([...many, ...others]);

    const rows = await bench.query("SELECT DISTINCT person_id FROM membership WHERE person_id[1:1] = 'p'");
    expect(rows).toHaveLength(others.length);
  });
});
