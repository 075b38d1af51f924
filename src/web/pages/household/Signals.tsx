import type { DossierResponse } from '../../../api/types.ts';
import { BandTag } from '../../components/BandTag.tsx';
import { useWording } from '../../hooks/use-text.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { useHouseholdText } from './use-household-text.ts';

type Signal = DossierResponse['signals'][number];

interface SignalsProps {
  readonly signals: readonly Signal[];
  readonly members: DossierResponse['members'];
}

/** What a caseworker understands at once, each with the records it stands on. */
export function Signals({ signals, members }: SignalsProps) {
  const text = useHouseholdText();
  return (
    <section className="card" aria-labelledby="signals-title">
      <h2 id="signals-title">{text.signalsTitle}</h2>
      <p className="hint">{text.signalsHint}</p>
      {signals.length === 0 ? <p>{text.signalsNone}</p> : null}
      <ul className="signals">
        {signals.map((signal) => (
          <SignalLine key={signal.code} signal={signal} members={members} />
        ))}
      </ul>
    </section>
  );
}

function SignalLine({
  signal,
  members,
}: {
  readonly signal: Signal;
  readonly members: SignalsProps['members'];
}) {
  const text = useHouseholdText();
  const wording = useWording();
  return (
    <li>
      <p className="signal-head">
        <BandTag band={signal.level} /> <strong>{wording(signal.title)}</strong>{' '}
        <span className="muted">{text.expires(signal.expires_on)}</span>
      </p>
      <p>{wording(signal.says)}</p>
      {signal.evidence.length === 0 ? (
        <p className="muted">{text.evidenceNone}</p>
      ) : (
        <details className="fold">
          <summary>{text.evidenceShow(String(signal.evidence.length))}</summary>
          <EvidenceTable rows={signal.evidence} members={members} label={wording(signal.title)} />
        </details>
      )}
    </li>
  );
}
