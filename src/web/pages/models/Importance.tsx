import { useWording, useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';
import type { Evaluation } from './evaluation.ts';

const shown = 12;

/** What weighs most in the model, and what a reader must know before using it. */
export function Importance({ evaluation }: { readonly evaluation: Evaluation }) {
  const text = useWords(modelsZh, modelsEn);
  const wording = useWording();
  const { importance, caveats } = evaluation;
  const strongest = Math.max(...importance.map(({ value }) => value), 1e-12);
  return (
    <section className="card" aria-labelledby="importance-title">
      <h2 id="importance-title">{text.importance}</h2>
      <p className="hint">{text.importanceHint}</p>
      <ol className="importance">
        {importance.slice(0, shown).map(({ feature, title, value }) => (
          <li key={feature}>
            <span title={feature}>{wording(title)}</span>
            <span className="share-bar" aria-hidden="true">
              <span style={{ width: `${(100 * value) / strongest}%` }} />
            </span>
          </li>
        ))}
      </ol>
      {caveats.length === 0 ? null : (
        <>
          <h3>{text.caveats}</h3>
          <ul className="asks">
            {caveats.map((caveat) => (
              <li key={caveat.en}>{wording(caveat)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
