import { formatCount, formatPercent } from '../../format/numbers.ts';
import { useShown } from '../../hooks/use-shown.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import { partLight, type Department, type Part } from './department.ts';
import { Lateness } from './Lateness.tsx';
import { Light, ScoreBar } from './Light.tsx';

/** One department: its parts, what to ask, lateness, gaps, what went back and why. */
export function DepartmentDetail({ department }: { readonly department: Department }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const section = useShown<HTMLElement>(department.department);
  const { files, rows_in: rowsIn, loaded, quarantined } = department;
  return (
    <section className="card department-detail" aria-labelledby="department-title" ref={section}>
      <div className="department-head">
        <h2 id="department-title">{wording(department.title)}</h2>
        <Light light={department.light} />
        <span className="department-score">
          {department.score === null ? text.none : text.scoreWords(String(Math.round(department.score)))}
        </span>
      </div>
      <p className="hint">
        {text.counts(formatCount(files), formatCount(rowsIn), formatCount(loaded), formatCount(quarantined))}
      </p>
      <Asks asks={department.asks} />
      <Parts parts={department.parts} />
      <Lateness department={department} />
      <Breaks breaks={department.breaks} />
      <Problems problems={department.problems} />
      <Gaps department={department} />
    </section>
  );
}

function Asks({ asks }: { readonly asks: Department['asks'] }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  return (
    <>
      <h3>{text.asks}</h3>
      {asks.length === 0 ? <p>{text.asksNone}</p> : null}
      <ul className="asks">
        {asks.map((ask) => (
          <li key={`${ask.part} ${ask.zh}`}>
            {ask.severity === 'high' ? <strong className="pressing">■ {text.high}</strong> : null}{' '}
            {wording(ask)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Parts({ parts }: { readonly parts: readonly Part[] }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  return (
    <>
      <h3>{text.parts}</h3>
      <p className="hint">{text.partsHint}</p>
      <ul className="parts">
        {parts.map((part) => (
          <li key={part.part}>
            <span>{wording(part.title)}</span>
            <ScoreBar score={part.score} light={partLight(part)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Breaks({ breaks }: { readonly breaks: Department['breaks'] }) {
  const text = useWords(qualityZh, qualityEn);
  if (breaks.length === 0) return null;
  return (
    <>
      <h3>{text.breaks}</h3>
      <ul className="asks">
        {breaks.map(({ table, month, rows, usual }) => (
          <li key={`${table} ${month}`}>
            {text.breakWords(month, formatCount(rows), formatCount(usual))} <code>{table}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Problems({ problems }: { readonly problems: Department['problems'] }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  return (
    <>
      <h3>{text.problems}</h3>
      {problems.length === 0 ? <p>{text.problemsNone}</p> : null}
      <ul className="asks">
        {problems.map(({ code, title, rows }) => (
          <li key={code}>
            {wording(title)}
            {text.colon}
            <strong>{formatCount(rows)}</strong> <code>{code}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Gaps({ department: { gaps, filled_share: filled } }: { readonly department: Department }) {
  const text = useWords(qualityZh, qualityEn);
  return (
    <details>
      <summary>
        {text.gaps} {gaps.length === 0 ? '' : `(${gaps.length})`}
      </summary>
      <p>{filled === null || gaps.length === 0 ? text.gapsNone : text.filledTotal(formatPercent(filled))}</p>
      <ul className="asks">
        {gaps.map(({ file, column, filled_share: share }) => (
          <li key={`${file} ${column}`}>
            {column}
            {text.colon}
            {text.filled} {formatPercent(share)} <span className="muted">{file}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
