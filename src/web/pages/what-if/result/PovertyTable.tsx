import { formatYuan, withSign } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import type { Outcome } from './Tiles.tsx';

type Measure = 'fgt0' | 'fgt1' | 'fgt2' | 'gini';
const measures: readonly Measure[] = ['fgt0', 'fgt1', 'fgt2', 'gini'];

/** Poverty and inequality on both sides. */
export function PovertyTable({ outcome, lineFen }: { readonly outcome: Outcome; readonly lineFen: number }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  const { before, after } = outcome.poverty;
  return (
    <section className="card" aria-labelledby="poverty-title">
      <h2 id="poverty-title">{text.poverty}</h2>
      <p className="hint">{text.povertyHint(formatYuan(lineFen, language))}</p>
      <table className="poverty">
        <thead>
          <tr>
            <th scope="col">{text.measure}</th>
            <th scope="col" className="number">
              {text.baseline}
            </th>
            <th scope="col" className="number">
              {text.reform}
            </th>
            <th scope="col" className="number">
              {text.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <Row key={measure} measure={measure} before={before[measure]} after={after[measure]} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly measure: Measure;
  readonly before: number | null;
  readonly after: number | null;
}

function Row({ measure, before, after }: RowProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const isShare = measure !== 'gini';
  const write = (value: number): string => (isShare ? `${(value * 100).toFixed(2)}%` : value.toFixed(4));
  const words = (change: number): string =>
    isShare ? text.points(withSign(change, (size) => (size * 100).toFixed(2))) : withSign(change, write);
  const change = before === null || after === null ? null : after - before;
  return (
    <tr>
      <th scope="row">
        {text[measure]} <span className="hint">{text[`${measure}Meaning`]}</span>
      </th>
      <td className="number">{before === null ? '–' : write(before)}</td>
      <td className="number">
        <strong>{after === null ? '–' : write(after)}</strong>
      </td>
      <td className="number">{change === null ? '–' : change === 0 ? text.noChange : words(change)}</td>
    </tr>
  );
}
