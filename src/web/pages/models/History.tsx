import type { ModelsResponse } from '../../../api/types-analysis.ts';
import { formatInstant } from '../../format/instant.ts';
import { useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';

/** Who changed what in the registry and why, the newest first. */
export function History({ entries }: { readonly entries: ModelsResponse['history'] }) {
  const text = useWords(modelsZh, modelsEn);
  const actions = new Map<string, string>(Object.entries(text.actions));
  return (
    <section className="card" aria-labelledby="history-title">
      <h2 id="history-title">{text.history}</h2>
      <p className="hint">{entries.length === 0 ? text.historyNone : text.historyHint}</p>
      <ol className="registry-log">
        {entries.toReversed().map(({ number, action, model, by, at, because, hash }) => (
          <li key={number}>
            <span className="muted">{formatInstant(at)}</span>
            <span>
              <strong>{actions.get(action) ?? action}</strong> <code className="path">{model}</code> · {by} ·{' '}
              {because}
              <code className="hint path">{hash}</code>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
