import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import type { GroupColumn } from '../report/types.ts';
import { measureFairness } from './measure.ts';
import { fairnessMetrics, type FairnessGroup, type FairnessMetric, type FairnessReport } from './types.ts';

interface Oracle {
  readonly rows: Readonly<Record<'sex' | 'age' | 'region', string[]>> & {
    readonly score: number[];
    readonly label_value: number[];
  };
  readonly groups: readonly {
    readonly column: string;
    readonly group: string;
    readonly rows: number;
    readonly positives: number;
    readonly listed: number;
    readonly metrics: Readonly<Record<FairnessMetric, number | null>>;
    readonly ratios: Readonly<Partial<Record<FairnessMetric, number | null>>>;
  }[];
}

const column = (id: string, values: readonly (string | null)[]): GroupColumn => ({
  id,
  title: { zh: id, en: id },
  values,
});
const find = (report: FairnessReport, id: string, group: string | null): FairnessGroup =>
  report.columns.find((one) => one.id === id)!.groups.find((one) => one.group === group)!;

describe('group metrics', () => {
  const oracle = JSON.parse(
    readFileSync(join(import.meta.dirname, 'oracles/aequitas.json'), 'utf8'),
  ) as Oracle;
  const { score: listed, label_value: y, ...groups } = oracle.rows;
  const columns = Object.entries(groups).map(([id, values]) => column(id, values));
  const report = measureFairness({ y, listed, households: null, columns, crossed: false });

  it('equal those of Aequitas, every metric of every group', () => {
    expect(oracle.groups).toHaveLength(10);
    for (const { column: id, group, metrics, ...counts } of oracle.groups) {
      const ours = find(report, id, group);
      expect(ours).toMatchObject({ rows: counts.rows, positives: counts.positives, listed: counts.listed });
      for (const name of fairnessMetrics)
        expect(Math.abs(ours.rates[name].value! - metrics[name]!)).toBeLessThan(1e-9);
    }
  });

  it('have the ratios to the largest group that Aequitas gives', () => {
    let compared = 0;
    for (const { column: id, group, ratios } of oracle.groups)
      for (const [name, theirs] of Object.entries(ratios)) {
        expect(find(report, id, group).rates[name as FairnessMetric].ratio).toBeCloseTo(theirs!, 9);
        compared++;
      }
    expect(compared).toBeGreaterThan(60);
  });
});

/** Households of one or several rows in two groups; the list finds a share of the needy of each. */
function world(seed: string, size: number, recall: Readonly<Record<string, number>>, copies = 1) {
  const rng = seededRng(seed);
  const names = Object.keys(recall);
  const rows = Array.from({ length: size }, (_, h) => {
    const group = names[rng.int(names.length)]!;
    const y = rng.next() < 0.2 ? 1 : 0;
    const listed = rng.next() < (y === 1 ? recall[group]! : 0.05) ? 1 : 0;
    return Array.from({ length: copies }, () => ({ household: h, group, y, listed }));
  }).flat();
  return {
    y: rows.map(({ y }) => y),
    listed: rows.map(({ listed }) => listed),
    households: rows.map(({ household }) => household),
    columns: [
      column(
        'g',
        rows.map(({ group }) => group),
      ),
    ],
    crossed: false,
  };
}

describe('an audit', () => {
  it('finds who is missed, and says so of nobody else', () => {
    const report = measureFairness(world('missed', 4000, { a: 0.6, b: 0.6, c: 0.3 }));

    expect(find(report, 'g', 'c').recall.verdict).toBe('missed_more');
    expect(find(report, 'g', 'a').recall.verdict).toBe('missed_less');
    expect(find(report, 'g', 'c').recall.high).toBeLessThan(-0.2);
  });

  it('accuses any group of a fair list in at most 5 % of lists', () => {
    let accused = 0;
    for (let run = 0; run < 300; run++) {
      const report = measureFairness(
        world(`fair ${run}`, 600, { a: 0.5, b: 0.5, c: 0.5, d: 0.5 }, 1 + (run % 3)),
      );
      const verdicts = report.columns[0]!.groups.map(({ recall }) => recall.verdict);
      if (verdicts.some((verdict) => verdict.startsWith('missed'))) accused++;
    }
    // 5 % of 300 is 15; a coin of that bias exceeds 26 once in 500 times.
    expect(accused).toBeLessThanOrEqual(26);
    expect(accused).toBeGreaterThan(1);
  });

  it('covers the true recall with its interval in about 95 % of lists, four rows a household or one', () => {
    for (const copies of [1, 4]) {
      let covered = 0;
      for (let run = 0; run < 400; run++) {
        const { overall } = measureFairness(world(`cover ${run}`, 400, { a: 0.4, b: 0.4 }, copies));
        if (overall.tpr.low! <= 0.4 && overall.tpr.high! >= 0.4) covered++;
      }
      expect(covered / 400).toBeGreaterThan(0.92);
      expect(covered / 400).toBeLessThan(0.985);
    }
  });

  it('says not estimable of three people, however well they fare, and never fair', () => {
    const { y, listed, households, columns } = world('small', 1000, { a: 0.5, b: 0.5 });
    const group = [...Array.from(columns[0]!.values).map((one, i) => (i < 3 ? 'three people' : one))];
    const ones = y.map((one, i) => (i < 3 ? 1 : one));
    const found = listed.map((one, i) => (i < 3 ? 1 : one));
    const report = measureFairness({
      y: ones,
      listed: found,
      households,
      columns: [column('g', group)],
      crossed: false,
    });

    const three = find(report, 'g', 'three people');
    expect(three.rates.tpr).toMatchObject({ value: 1, estimable: false });
    expect(three.recall).toMatchObject({ verdict: 'not_estimable', p: null, difference: null });
    expect(report.rules.tests).toBe(2);
  });

  it('takes four copies of every row of a household for no more evidence than one', () => {
    const one = measureFairness(world('copies', 800, { a: 0.5, b: 0.4 }, 1));
    const four = measureFairness(world('copies', 800, { a: 0.5, b: 0.4 }, 4));

    for (const name of fairnessMetrics) {
      const [single, copied] = [find(one, 'g', 'b').rates[name], find(four, 'g', 'b').rates[name]];
      expect(copied.value).toBeCloseTo(single.value!, 12);
      expect(copied.low).toBeCloseTo(single.low!, 2);
      expect(copied.effective_n).toBeCloseTo(single.effective_n, -1);
    }
    expect(find(four, 'g', 'b').recall.p).toBeCloseTo(find(one, 'g', 'b').recall.p!, 6);
  });

  it('crosses columns: cells add up to the column, and a harm only a crossing shows is found', () => {
    const rng = seededRng('crossed');
    const n = 6000;
    const sex = Array.from({ length: n }, () => (rng.next() < 0.5 ? 'f' : 'm'));
    const age = Array.from({ length: n }, () => (rng.next() < 0.5 ? 'old' : null));
    const y = Array.from({ length: n }, () => (rng.next() < 0.3 ? 1 : 0));
    const low = (i: number): boolean => (sex[i] === 'f') === (age[i] === 'old');
    const listed = y.map((one, i) => (one === 1 && rng.next() < (low(i) ? 0.4 : 0.6) ? 1 : 0));

    const report = measureFairness({
      y,
      listed,
      households: null,
      columns: [column('sex', sex), column('age', age)],
      crossed: true,
    });

    expect(report.columns.map(({ id }) => id)).toEqual(['sex', 'age', 'sex×age']);
    const cells = report.columns[2]!.groups;
    expect(cells.map(({ group, recall }) => [group, recall.verdict])).toEqual([
      ['f × old', 'missed_more'],
      ['f × ?', 'missed_less'],
      ['m × old', 'missed_less'],
      ['m × ?', 'missed_more'],
    ]);
    expect(cells.reduce((sum, { missed }) => sum + missed, 0)).toBeCloseTo(
      report.columns[0]!.groups.reduce((sum, { missed }) => sum + missed, 0),
      9,
    );
    expect(report.columns[0]!.groups.every(({ recall }) => !recall.verdict.startsWith('missed'))).toBe(true);
  });

  it('does not depend on the order of rows', () => {
    const input = world('order', 300, { a: 0.5, b: 0.3 });
    const straight = measureFairness(input);
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.y.keys()], { minLength: 300 }), (order) => {
        const values = Array.from(input.columns[0]!.values);
        const shuffled = measureFairness({
          y: order.map((i) => input.y[i]!),
          listed: order.map((i) => input.listed[i]!),
          households: order.map((i) => input.households[i]!),
          columns: [
            column(
              'g',
              order.map((i) => values[i]!),
            ),
          ],
          crossed: false,
        });
        expect(find(shuffled, 'g', 'b').recall.p).toBeCloseTo(find(straight, 'g', 'b').recall.p!, 12);
        expect(find(shuffled, 'g', 'b').rates.tpr.low).toBeCloseTo(
          find(straight, 'g', 'b').rates.tpr.low!,
          12,
        );
      }),
      { seed: 3, numRuns: 10 },
    );
  });

  it.each([
    [{ y: [], listed: [] }, 'JZ_EVAL_EMPTY'],
    [{ y: [0, 1], listed: [0] }, 'JZ_EVAL_LENGTH'],
    [{ y: [0, 2], listed: [0, 1] }, 'JZ_EVAL_VALUE'],
    [{ y: [0, 1], listed: [0, 1.5] }, 'JZ_EVAL_VALUE'],
    [{ y: [0, 1], listed: [0, Number.NaN] }, 'JZ_EVAL_VALUE'],
  ])('refuses %j', (rows, code) => {
    expect(() => measureFairness({ ...rows, households: null, columns: [], crossed: false })).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});
