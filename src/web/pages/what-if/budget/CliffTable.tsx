import type { BudgetPicture } from '../../../charts/budget-option.ts';
import { formatYuan } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import type { MarkedCliff } from './marked-cliffs.ts';

/** Every cliff with its mark, where it is, how deep, and what ends there. */
export function CliffTable({ picture: { after, cliffs } }: { readonly picture: BudgetPicture }) {
  const text = useWords(whatIfZh, whatIfEn);
  const none = (law: MarkedCliff['law']): boolean => !cliffs.some((one) => one.law === law);
  return (
    <>
      <h3 id="cliffs-title">{text.cliffs}</h3>
      <p className="hint">{after === null ? null : text.cliffsHint}</p>
      {none('before') ? <p>{text.noCliff(text.legendBefore)}</p> : null}
      {after !== null && none('after') ? <p>{text.noCliff(text.legendAfter)}</p> : null}
      {cliffs.length === 0 ? null : (
        <table className="wide cliffs" aria-labelledby="cliffs-title">
          <thead>
            <tr>
              <th scope="col">{text.mark}</th>
              <th scope="col" className="number">
                {text.atWage}
              </th>
              <th scope="col" className="number">
                {text.depth}
              </th>
              <th scope="col">{text.cause}</th>
            </tr>
          </thead>
          <tbody>
            {cliffs.map((cliff) => (
              <CliffRow key={`${cliff.law} ${cliff.mark}`} cliff={cliff} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function CliffRow({ cliff }: { readonly cliff: MarkedCliff }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  const { law, mark } = cliff;
  return (
    <tr>
      <th scope="row">
        <span className={`cliff-mark cliff-mark-${law}`}>{mark}</span>
        <span className="visually-hidden">{law === 'before' ? text.legendBefore : text.legendAfter}</span>
      </th>
      <td className="number" data-label={text.atWage}>
        {formatYuan(cliff.wage_fen_month, language)}
      </td>
      <td className="number" data-label={text.depth}>
        <strong>{formatYuan(cliff.depth_fen_month, language)}</strong>
      </td>
      <td>
        <Causes cliff={cliff} />
      </td>
    </tr>
  );
}

/** What pays less from there on, the deepest first, and what else ends there. */
function Causes({ cliff: { cut, lost } }: { readonly cliff: MarkedCliff }) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const { language } = usePreferences();
  const comma = language === 'zh' ? '、' : ', ';
  const ended = new Set(lost.map(({ item }) => item));
  const others = lost.filter(({ item }) => !cut.some((one) => one.item === item));
  return (
    <ul>
      {cut.map(({ item, title, fen_month: fen }) => (
        <li key={item}>
          {wording(title)} {text.lessBy(formatYuan(fen, language))}
          {ended.has(item) ? text.ends : ''}
        </li>
      ))}
      {others.length === 0 ? null : (
        <li className="muted">{text.endsToo(others.map(({ title }) => wording(title)).join(comma))}</li>
      )}
    </ul>
  );
}
