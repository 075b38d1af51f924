import { useState } from 'react';
import type { FeaturesResponse } from '../../../api/types-analysis.ts';
import { featuresPath } from '../../api/analysis-paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';

type Feature = FeaturesResponse['items'][number];

/** Rows before the reader asks for all. */
const firstRows = 20;

/** Every fact a model may use, to be found by name, code or department. */
export function Catalogue() {
  const text = useWords(modelsZh, modelsEn);
  const { value, failure, reload } = useResource<FeaturesResponse>(featuresPath);
  return (
    <section className="card" aria-labelledby="catalogue-title" id="catalogue">
      <h2 id="catalogue-title">{text.catalogue}</h2>
      <p className="hint">{text.catalogueHint}</p>
      {failure === null ? null : <FailureNotice failure={failure} retry={reload} />}
      {value === null ? failure === null && <Loading rows={6} /> : <Search items={value.items} />}
    </section>
  );
}

function Search({ items }: { readonly items: readonly Feature[] }) {
  const text = useWords(modelsZh, modelsEn);
  const [wanted, setWanted] = useState('');
  const [onlyUsed, setOnlyUsed] = useState(false);
  const [all, setAll] = useState(false);
  const found = items.filter(
    (one) => (one.in_model || !onlyUsed) && matches(one, wanted.trim().toLowerCase()),
  );
  return (
    <>
      <div className="catalogue-search" role="search">
        <input
          className="field"
          type="search"
          aria-label={text.find}
          placeholder={text.find}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
          }}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={onlyUsed}
            onChange={(event) => {
              setOnlyUsed(event.target.checked);
            }}
          />
          {text.onlyUsed}
        </label>
        <span role="status" className="muted">
          {text.found(formatCount(found.length), formatCount(items.length))}
        </span>
      </div>
      {found.length === 0 ? (
        <p>{text.foundNone}</p>
      ) : (
        <Features features={all ? found : found.slice(0, firstRows)} />
      )}
      {all || found.length <= firstRows ? null : (
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            setAll(true);
          }}
        >
          {text.showAll(formatCount(found.length))}
        </button>
      )}
    </>
  );
}

function Features({ features }: { readonly features: readonly Feature[] }) {
  const text = useWords(modelsZh, modelsEn);
  const wording = useWording();
  return (
    <table className="wide catalogue">
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col">{text.department}</th>
          <th scope="col">{text.direction}</th>
          <th scope="col">{text.missing}</th>
          <th scope="col">{text.sensitivity}</th>
          <th scope="col">{text.basis}</th>
        </tr>
      </thead>
      <tbody>
        {features.map((one) => (
          <tr key={one.name}>
            <th scope="row">
              {wording(one.title)}
              <code className="hint path">{one.name}</code>
              {one.in_model ? <span className="hint">{text.used}</span> : null}
            </th>
            <td data-label={text.department}>{wording(one.department)}</td>
            <td data-label={text.direction}>{text.directions[one.direction]}</td>
            <td data-label={text.missing}>{wording(one.missing)}</td>
            <td data-label={text.sensitivity}>{text.sensitivities[one.sensitivity]}</td>
            <td data-label={text.basis}>{wording(one.legal_basis)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function matches({ name, title, department }: Feature, wanted: string): boolean {
  const words = [name, title.zh, title.en, department.zh, department.en];
  return words.some((word) => word.toLowerCase().includes(wanted));
}
