import type { DossierResponse } from '../../../api/types.ts';
import { formatFigure, formatYuan } from '../../format/numbers.ts';
import { useWording } from '../../hooks/use-text.ts';
import { useHouseholdText } from './use-household-text.ts';

type Channels = DossierResponse['channels'];

/** The monthly figures behind the picture, newest first. */
export function MonthTable({ channels: { months, series } }: { readonly channels: Channels }) {
  const text = useHouseholdText();
  const wording = useWording();
  return (
    <>
      <h3>{text.monthsTitle}</h3>
      <div className="scroll" data-own-keys tabIndex={0} role="group" aria-label={text.monthsTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.month}</th>
              {series.map((one) => (
                <th key={one.name} scope="col" className="number">
                  {wording(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months
              .map((month, i) => (
                <tr key={month}>
                  <th scope="row">{month}</th>
                  {series.map((one) => (
                    <td key={one.name} className="number">
                      {figure(one.values[i] ?? null, one.unit)}
                    </td>
                  ))}
                </tr>
              ))
              .reverse()}
          </tbody>
        </table>
      </div>
    </>
  );
}

function figure(value: number | null, unit: Channels['series'][number]['unit']): string {
  if (value === null) return '–';
  return unit === 'fen' ? formatYuan(value) : formatFigure(value);
}
