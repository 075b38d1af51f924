import { formatCount, formatPercent, formatWholePercent } from '../../format/numbers.ts';
import { withSign } from '../../format/yuan.ts';
import { useSession } from '../../session/use-session.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';
import { groupsWith, missedFirst, type FairnessColumn, type FairnessGroup } from './evaluation.ts';
import { IntervalBar } from './IntervalBar.tsx';

interface FairnessProps {
  readonly columns: readonly FairnessColumn[];
  readonly capacity: number;
}

/** Who is missed: recall of every group, those missed more first; too few is said, never shown as fair. */
export function Fairness({ columns, capacity }: FairnessProps) {
  const text = useWords(modelsZh, modelsEn);
  return (
    <section className="card" aria-labelledby="fairness-title">
      <h2 id="fairness-title">{text.fairness}</h2>
      {columns.length === 0 ? (
        <p className="hint">{text.fairnessNone}</p>
      ) : (
        <>
          <p className="hint">{text.fairnessHint(formatWholePercent(capacity))}</p>
          <Summary columns={columns} />
          <div className="fairness">
            {columns.map((column) => (
              <Column key={column.id} column={column} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function Summary({ columns }: { readonly columns: readonly FairnessColumn[] }) {
  const text = useWords(modelsZh, modelsEn);
  const nameOf = useGroupName();
  const missed = groupsWith(columns, 'missed_more');
  const unknown = groupsWith(columns, 'not_estimable').length;
  if (columns.every(({ groups }) => groups.every(({ verdict }) => verdict === 'not_estimable')))
    return <p className="rule-inline">{text.nothingEstimable}</p>;
  return (
    <p className={missed.length === 0 ? '' : 'rule-inline'}>
      <strong>
        {missed.length === 0 ? text.missedNone : text.missedMost(missed.map(nameOf).join(' · '))}
      </strong>{' '}
      {unknown === 0 ? null : text.notEstimableSome(String(unknown))}
    </p>
  );
}

function Column({ column: { id, title, groups } }: { readonly column: FairnessColumn }) {
  const text = useWords(modelsZh, modelsEn);
  const wording = useWording();
  const nameOf = useGroupName();
  const untold = groups.filter(({ verdict, recall }) => verdict === 'not_estimable' && !recall.estimable);
  const told = groups.filter((one) => !untold.includes(one));
  return (
    <table aria-labelledby={`fairness-${id}`}>
      <thead>
        <tr>
          <th scope="col" id={`fairness-${id}`}>
            {wording(title)}
          </th>
          <th scope="col" className="fairness-bar">
            {text.recall}
          </th>
          <th scope="col" className="number">
            {text.against}
          </th>
          <th scope="col">{text.verdict}</th>
        </tr>
      </thead>
      <tbody>
        {missedFirst(told).map((group) => (
          <Group key={group.name.en} group={group} />
        ))}
        {untold.length === 0 ? null : (
          <tr className="verdict-not_estimable">
            <td colSpan={4}>
              {text.verdicts.not_estimable}
              {text.colon}
              {untold.map((group) => `${nameOf(group)} (${formatCount(group.positives)})`).join(' · ')}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Group({ group }: { readonly group: FairnessGroup }) {
  const text = useWords(modelsZh, modelsEn);
  const nameOf = useGroupName();
  const { positives, recall, difference, verdict } = group;
  const isKnown = recall.estimable && recall.value !== null;
  const words = withSign(difference ?? 0, (size) => (size * 100).toFixed(1));
  return (
    <tr className={`verdict-${verdict}`}>
      <th scope="row">
        {nameOf(group)}
        <span className="hint">
          {text.fell} {formatCount(positives)}
        </span>
      </th>
      <td>{isKnown ? <Recall recall={recall} /> : null}</td>
      <td className="number">{isKnown && difference !== null ? text.points(words) : text.none}</td>
      <td className="verdict">{text.verdicts[verdict]}</td>
    </tr>
  );
}

/** A group's name; a township's is its code where nobody named it. */
function useGroupName(): (group: FairnessGroup) => string {
  const { place_names: places } = useSession();
  const wording = useWording();
  return ({ name }) => places[name.zh] ?? wording(name);
}

function Recall({ recall: { value, low, high } }: { readonly recall: FairnessGroup['recall'] }) {
  const text = useWords(modelsZh, modelsEn);
  if (value === null) return null;
  if (low === null || high === null) return formatPercent(value);
  const label = text.intervalWords(formatPercent(value), formatWholePercent(low), formatWholePercent(high));
  return (
    <span className="recall">
      <span>{formatWholePercent(value)}</span>
      <IntervalBar {...{ value, low, high, label }} />
    </span>
  );
}
