import type { ModelSummary } from '../../api/types.ts';
import { formatCount } from '../format/numbers.ts';
import { useText } from '../hooks/use-text.ts';

/** Where a score comes from; the API sends it with every score. */
export interface ProvenanceFacts {
  readonly model: ModelSummary;
  readonly as_of: string;
  readonly data_date: string;
  readonly generation: string;
  readonly scored: number;
}

/** Model version, as-of date, data date and number scored: never left off a score. */
export function Provenance({ facts }: { readonly facts: ProvenanceFacts }) {
  const text = useText();
  const rows = [
    [text.asOf, facts.as_of],
    [text.dataDate, facts.data_date],
    [text.scored, text.households(formatCount(facts.scored))],
    [text.modelVersion, facts.model.id],
    [text.generation, facts.generation],
  ] as const;
  return (
    <dl className="provenance" aria-label={text.provenance}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
