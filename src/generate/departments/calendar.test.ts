import { expect, it } from 'vitest';
import { isoDate } from '../../core/dates.ts';
import { countyCalendar } from './calendar.ts';

const dayNumber = (date: string): number => Date.parse(`${isoDate(date)}T00:00:00Z`) / 86_400_000;

it('writes days and months in every department’s form', () => {
  const calendar = countyCalendar('2022-03', 14);
  const day = dayNumber('2023-01-05');

  expect(
    (['iso', 'slash', 'dotted', 'compact'] as const).map((form) => calendar.day(day, form).text),
  ).toEqual(['2023-01-05', '2023/1/5', '2023.01.05', '20230105']);
  expect((['iso', 'compact', 'chinese'] as const).map((form) => calendar.month(10, form).text)).toEqual([
    '2023-01',
    '202301',
    '2023年1月',
  ]);
  expect(calendar.month(-3, 'iso').text).toBe('2021-12');
  expect(calendar.day(dayNumber('1903-12-31'), 'iso').text).toBe('1903-12-31');
});

it('knows which month and year a day lies in', () => {
  const calendar = countyCalendar('2022-03', 14);

  expect([calendar.startDay, calendar.endDay]).toEqual([dayNumber('2022-03-01'), dayNumber('2023-05-01')]);
  expect(
    ['2022-03-01', '2022-03-31', '2022-04-01', '2022-02-28'].map((date) => calendar.monthOf(dayNumber(date))),
  ).toEqual([0, 0, 1, -1]);
  expect(['2022-12-31', '2023-01-01'].map((date) => calendar.yearOf(dayNumber(date)))).toEqual([2022, 2023]);
  expect([calendar.firstDay(14), calendar.firstDay(22)]).toEqual([
    dayNumber('2023-05-01'),
    dayNumber('2024-01-01'),
  ]);
});
