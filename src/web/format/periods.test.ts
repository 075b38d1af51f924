import { describe, expect, it } from 'vitest';
import { fillPeriods, groupByYear } from './periods.ts';

describe('fillPeriods', () => {
  it('shows the quarters that were not observed', () => {
    expect(fillPeriods(['2012Q4', '2013Q2'])).toEqual(['2012Q4', '2013Q1', '2013Q2']);
  });

  it('shows the months that were not observed', () => {
    expect(fillPeriods(['2013-11', '2014-02'])).toEqual(['2013-11', '2013-12', '2014-01', '2014-02']);
  });

  it.each([[[]], [['spring', 'summer']], [['2012Q4', '2013-02']], [['1900-01', '2100-01']]])(
    'leaves %j as they are',
    (periods: string[]) => {
      expect(fillPeriods(periods)).toEqual(periods);
    },
  );
});

describe('groupByYear', () => {
  it('puts quarters under their year', () => {
    expect(groupByYear(['2012Q4', '2013Q1', '2013Q2'])).toEqual([
      { year: '2012', periods: [{ period: '2012Q4', part: 'Q4' }] },
      {
        year: '2013',
        periods: [
          { period: '2013Q1', part: 'Q1' },
          { period: '2013Q2', part: 'Q2' },
        ],
      },
    ]);
  });

  it('writes months without the hyphen and keeps other periods whole', () => {
    expect(groupByYear(['2014-03', 'spring'])).toEqual([
      { year: '2014', periods: [{ period: '2014-03', part: '03' }] },
      { year: 'spring', periods: [{ period: 'spring', part: '' }] },
    ]);
  });
});
