const quarterForm = /^(\d{4})Q([1-4])$/;
const monthForm = /^(\d{4})-(\d{2})$/;
const longestSpan = 400;

/**
 * Every period from the first to the last, gaps filled, so that a picture shows what was not observed.
 *
 * @param periods  quarters `2014Q1` or months `2014-03`, oldest first
 * @returns the given periods unchanged when they are of neither kind
 */
export function fillPeriods(periods: readonly string[]): readonly string[] {
  const steps = periods.map(stepOf);
  const first = steps[0];
  const last = steps[steps.length - 1];
  if (first === undefined || last === undefined || steps.some((s) => s?.perYear !== first?.perYear))
    return periods;
  if (first === null || last === null || last.index - first.index > longestSpan) return periods;
  return Array.from({ length: last.index - first.index + 1 }, (_, i) =>
    nameOf(first.index + i, first.perYear),
  );
}

/** A year and the periods of it that are shown. */
export interface YearOfPeriods {
  readonly year: string;
  /** Full name of each period and the part after the year: `2014Q1`, `Q1`. */
  readonly periods: readonly { readonly period: string; readonly part: string }[];
}

/** Groups periods by year, for a heading of two lines; a period of another kind is a year of its own. */
export function groupByYear(periods: readonly string[]): readonly YearOfPeriods[] {
  const years = new Map<string, { period: string; part: string }[]>();
  for (const period of periods) {
    const known = quarterForm.test(period) || monthForm.test(period);
    const year = known ? period.slice(0, 4) : period;
    const part = known ? period.slice(4).replace('-', '') : '';
    years.set(year, [...(years.get(year) ?? []), { period, part }]);
  }
  return [...years].map(([year, parts]) => ({ year, periods: parts }));
}

interface Step {
  readonly index: number;
  readonly perYear: number;
}

function stepOf(period: string): Step | null {
  const quarter = quarterForm.exec(period);
  if (quarter !== null) return { index: Number(quarter[1]) * 4 + Number(quarter[2]) - 1, perYear: 4 };
  const month = monthForm.exec(period);
  return month === null ? null : { index: Number(month[1]) * 12 + Number(month[2]) - 1, perYear: 12 };
}

function nameOf(index: number, perYear: number): string {
  const year = Math.floor(index / perYear);
  const part = (index % perYear) + 1;
  return perYear === 4 ? `${year}Q${part}` : `${year}-${String(part).padStart(2, '0')}`;
}
