import type { RecommendationsResponse } from '../../../api/types.ts';
import { FailureLine } from '../../components/FailureLine.tsx';
import { useWording } from '../../hooks/use-text.ts';
import type { Resource } from '../../hooks/use-resource.ts';
import { AdviceLine } from './AdviceLine.tsx';
import { Bundles } from './Bundles.tsx';
import { useHouseholdText } from './use-household-text.ts';

type Line = RecommendationsResponse['lines'][number];

const findingOrder = [
  'gap',
  'overlap',
  'entitled',
  'near',
  'ask',
  'review',
] as const satisfies readonly Line['finding'][];

/** What the rules say would help, by kind, and how it is applied for together. */
export function Advice({
  advice: { value, failure },
}: {
  readonly advice: Resource<RecommendationsResponse>;
}) {
  const text = useHouseholdText();
  return (
    <section className="card" aria-labelledby="advice-title">
      <h2 id="advice-title">{text.adviceTitle}</h2>
      <p className="hint">{text.adviceHint}</p>
      {failure === null ? null : <FailureLine failure={failure} />}
      {value === null ? (
        failure === null && <p role="status">{text.adviceLoading}</p>
      ) : (
        <AdviceBody advice={value} />
      )}
    </section>
  );
}

function AdviceBody({ advice }: { readonly advice: RecommendationsResponse }) {
  const text = useHouseholdText();
  const groups = findingOrder
    .map((finding) => ({ finding, lines: advice.lines.filter((line) => line.finding === finding) }))
    .filter(({ lines }) => lines.length > 0);
  return (
    <>
      {groups.length === 0 ? <p>{text.adviceNone}</p> : null}
      {groups.map(({ finding, lines }) => (
        <section key={finding} className={`finding finding-${finding}`} aria-label={text.findings[finding]}>
          <h3>
            {text.findings[finding]} <span className="muted">{text.findingHints[finding]}</span>
          </h3>
          <ul>
            {lines.map((line) => (
              <AdviceLine key={`${line.item.id} ${line.rank}`} line={line} />
            ))}
          </ul>
        </section>
      ))}
      <Bundles bundles={advice.bundles} />
      <Asks asks={advice.asks} />
    </>
  );
}

function Asks({ asks }: { readonly asks: RecommendationsResponse['asks'] }) {
  const text = useHouseholdText();
  const wording = useWording();
  if (asks.length === 0) return null;
  return (
    <details className="fold">
      <summary>
        {text.asksTitle} <span className="muted">{asks.length}</span>
      </summary>
      <ul className="dense">
        {[...new Set(asks.map((ask) => wording(ask)))].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </details>
  );
}
