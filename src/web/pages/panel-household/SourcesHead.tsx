import type { YearOfPeriods } from '../../format/periods.ts';
import { useText } from '../../hooks/use-text.ts';

/** A heading of two lines: years, then the periods of each. */
export function SourcesHead({ years }: { readonly years: readonly YearOfPeriods[] }) {
  const text = useText();
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {text.source}
        </th>
        {years.map(({ year, periods }) => (
          <th key={year} scope="colgroup" colSpan={periods.length} className="year-start">
            {year}
          </th>
        ))}
      </tr>
      <tr>
        {years.flatMap(({ periods }) =>
          periods.map(({ period, part }, i) => (
            <th key={period} scope="col" className={i === 0 ? 'year-start' : undefined}>
              {part}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}
