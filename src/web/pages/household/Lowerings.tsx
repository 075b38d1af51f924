import type { DossierResponse } from '../../../api/types.ts';
import { formatPercent } from '../../format/numbers.ts';
import { useText, useWording } from '../../hooks/use-text.ts';
import { bandWord } from '../../theme/bands.ts';
import { useHouseholdText } from './use-household-text.ts';

interface LoweringsProps {
  readonly dossier: DossierResponse;
  readonly whatIf: NonNullable<DossierResponse['what_if']>;
}

/** What would be enough for a lower level, and what the model knows nothing of. */
export function Lowerings({ dossier, whatIf }: LoweringsProps) {
  const text = useHouseholdText();
  const common = useText();
  const wording = useWording();
  const { lowerings, is_certain: isCertain } = whatIf;
  return (
    <section className="card" aria-labelledby="lowering-title">
      <h2 id="lowering-title">{text.loweringTitle}</h2>
      <p className="hint">{text.loweringHint}</p>
      {lowerings.length === 0 ? (
        <p>{isCertain ? text.loweringNone : text.loweringUnsure}</p>
      ) : (
        <ul className="lowerings">
          {lowerings.map((lowering) => (
            <li key={`${lowering.band} ${lowering.zh}`}>
              {wording(lowering)}{' '}
              <span className="muted">
                {text.loweringBand(bandWord(lowering.band, common), formatPercent(lowering.probability))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {dossier.missing_features.length === 0 ? null : (
        <details className="fold">
          <summary>
            {text.missingTitle} <span className="muted">{dossier.missing_features.length}</span>
          </summary>
          <ul className="dense">
            {dossier.missing_features.map((feature) => (
              <li key={feature.en}>{wording(feature)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
