import { Input } from 'antd';
import { useState } from 'react';
import type { FeatureTitle, ModelResponse } from '../../../api/types.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText, useWording } from '../../hooks/use-text.ts';

/** Every fact the model uses, to be searched by name or code. */
export function FeatureList({ features }: { readonly features: ModelResponse['features'] }) {
  const text = useText();
  const wording = useWording();
  const [wanted, setWanted] = useState('');
  return (
    <section className="card" aria-labelledby="features-title">
      <h2 id="features-title">{text.modelFeatures(formatCount(features.length))}</h2>
      <Input
        className="feature-filter"
        allowClear
        aria-label={text.modelFeatureFilter}
        placeholder={text.modelFeatureFilter}
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
        }}
      />
      <table className="features">
        <thead>
          <tr>
            <th scope="col">{text.modelFeatureName}</th>
            <th scope="col">{text.modelFeatureUnit}</th>
            <th scope="col">{text.modelFeatureCode}</th>
          </tr>
        </thead>
        <tbody>
          {features
            .filter((feature) => matches(feature, wanted.trim().toLowerCase()))
            .map((feature) => (
              <tr key={feature.name}>
                <td>{wording(feature)}</td>
                <td>{unitWord(feature.unit, text)}</td>
                <td>
                  <code>{feature.name}</code>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

/** A unit in the reader's language; one the pages have no word for stays as it is. */
function unitWord(unit: string, { units }: ReturnType<typeof useText>): string {
  return Object.entries(units).find(([code]) => code === unit)?.[1] ?? unit;
}

function matches(feature: FeatureTitle, wanted: string): boolean {
  return [feature.name, feature.zh, feature.en].some((words) => words.toLowerCase().includes(wanted));
}
