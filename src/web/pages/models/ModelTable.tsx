import type { ModelsResponse } from '../../../api/types-analysis.ts';
import { modelsAddress } from '../../app/routes.ts';
import { Link } from '../../components/Link.tsx';
import { formatRatio } from '../../format/numbers.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';

type Model = ModelsResponse['items'][number];

interface ModelTableProps {
  readonly items: readonly Model[];
  readonly open: string | null;
}

/** Every registered model; one is chosen to be looked at. */
export function ModelTable({ items, open }: ModelTableProps) {
  const text = useWords(modelsZh, modelsEn);
  return (
    <section className="card" aria-labelledby="models-title">
      <h2 id="models-title">{text.models}</h2>
      {items.length === 0 ? (
        <p className="hint">{text.modelsNone}</p>
      ) : (
        <table className="wide model-table">
          <thead>
            <tr>
              <th scope="col">{text.model}</th>
              <th scope="col">{text.roles}</th>
              <th scope="col" className="number">
                AUC
              </th>
              <th scope="col">{text.families}</th>
              <th scope="col" className="number">
                {text.features}
              </th>
              <th scope="col">{text.tested}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((model) => (
              <Row key={model.id} model={model} isOpen={model.id === open} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ model, isOpen }: { readonly model: Model; readonly isOpen: boolean }) {
  const text = useWords(modelsZh, modelsEn);
  const wording = useWording();
  const { id, roles, damaged, metrics, families, tested_on: tested } = model;
  const { auc } = metrics;
  return (
    <tr className={isOpen ? 'is-open' : ''}>
      <th scope="row">
        <Link to={`${modelsAddress}?model=${encodeURIComponent(id)}`} current={isOpen} className="path" stay>
          {id}
        </Link>
        <span className="hint">
          {damaged === null ? wording(model.label) : `${text.damaged}: ${damaged}`}
        </span>
      </th>
      <td data-label={text.roles}>
        {roles.map((role) => text[role]).join(' · ') || text.none}
        {model.in_use ? <span className="hint">{text.inUse}</span> : null}
      </td>
      <td className="number" data-label="AUC">
        {auc === undefined ? text.none : formatRatio(auc)}
      </td>
      <td data-label={text.families}>{families.join(' + ') || text.none}</td>
      <td className="number" data-label={text.features}>
        {model.features}
      </td>
      <td data-label={text.tested}>{span(tested) ?? text.none}</td>
    </tr>
  );
}

/** First and last of several dates. */
function span(dates: readonly string[]): string | null {
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return null;
  return first === last ? first : `${first} – ${last}`;
}
