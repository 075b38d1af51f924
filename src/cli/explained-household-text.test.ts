import { expect, it } from 'vitest';
import { isoDate } from '../core/dates.ts';
import type { ExplainedHousehold } from '../scoring/explain-household.ts';
import { explainedHouseholdText } from './explained-household-text.ts';

const found: ExplainedHousehold = {
  ...{ householdId: 'h1', area: '330199001007', asOf: isoDate('2024-12-31'), dataDate: '2024-12-30' },
  ...{ generation: 'g1', probability: 0.1234, lower: 0.02, upper: 0.5, band: 'red', isUncertain: true },
  model: {
    ...{ id: 'county-1', family: 'gbdt', label: { zh: '试', en: 'try' }, features: [], metrics: {} },
    ...{
      trainedOn: [],
      calibratedOn: [],
      testedOn: [],
      bandThresholds: { red: 0.1, orange: 0.05, yellow: 0.02 },
    },
  },
  reasons: [{ feature: 'a', value: 1, contribution: 0.5, zh: '欠租 1 个月', en: 'owes a month of rent' }],
  missing: ['b'],
  whatIf: {
    isCertain: false,
    lowerings: [
      {
        band: 'yellow',
        probability: 0.03,
        changes: [],
        zh: '若还清，等级由红降为黄。',
        en: 'If paid, yellow.',
      },
    ],
  },
};

it('shows the score with its origin, reasons and what would lower it, in both languages', () => {
  expect(explainedHouseholdText(found).split('\n')).toEqual([
    '家庭 h1（330199001007）  观察日 2024-12-31，数据截至 2024-12-30，模型 county-1，总账 g1',
    '概率 12.3%（区间 2.0%–50.0%），等级 红 red / probability with its interval, band',
    '不确定：先走访，再判断 / too uncertain: a visit should find out before anything else',
    '',
    '理由（对数几率，正数抬高风险）/ reasons (log-odds, positive raises the risk)',
    '+0.50  欠租 1 个月 / owes a month of rent',
    '1 项没有数据 / without data: 1',
    '',
    '怎样会降级（模型按改变后的数值推算，不是承诺）/ what would lower the band (by the model, no promise)',
    '若还清，等级由红降为黄。',
    'If paid, yellow.',
    '',
    '分数只用于安排走访，不决定救助 / a score orders visits; a named person decides on aid.',
  ]);
});

it('says whether it is certain that nothing would, and nothing of it in the lowest band', () => {
  const text = (isCertain: boolean, band: 'red' | 'blue'): string =>
    explainedHouseholdText({ ...found, band, whatIf: { lowerings: [], isCertain } });

  expect(text(true, 'red')).toContain('能改变的事项都改变，等级也不会降');
  expect(text(false, 'red')).toContain('没有找到三项以内的改变');
  expect(text(true, 'blue')).not.toContain('怎样会降级');
});
