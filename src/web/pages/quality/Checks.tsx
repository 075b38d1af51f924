import type { QualityResponse } from '../../../api/types-analysis.ts';
import { formatCount } from '../../format/numbers.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import type { Department } from './department.ts';

interface ChecksProps {
  readonly checks: QualityResponse['checks'];
  readonly departments: readonly Department[];
}

/** Where departments say different things of the same persons. */
export function Checks({ checks, departments }: ChecksProps) {
  const text = useWords(qualityZh, qualityEn);
  const found = checks.filter(({ persons }) => persons > 0).sort((a, b) => b.persons - a.persons);
  return (
    <section className="card" aria-labelledby="checks-title">
      <h2 id="checks-title">{text.checks}</h2>
      {found.length === 0 ? (
        <p className="hint">{text.checksNone}</p>
      ) : (
        <table className="wide">
          <thead>
            <tr>
              <th scope="col">{text.check}</th>
              <th scope="col" className="number">
                {text.persons}
              </th>
              <th scope="col">{text.involved}</th>
              <th scope="col">{text.remedy}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((check) => (
              <Check key={check.id} check={check} departments={departments} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface CheckProps {
  readonly check: QualityResponse['checks'][number];
  readonly departments: readonly Department[];
}

function Check({ check, departments }: CheckProps) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const nameOf = (id: string): string => {
    const known = departments.find(({ department }) => department === id);
    return known ? wording(known.title) : id;
  };
  return (
    <tr>
      <th scope="row">
        {wording(check.title)}
        <span className="hint">{check.kind === 'contradiction' ? text.contradiction : text.lead}</span>
      </th>
      <td className="number" data-label={text.persons}>
        {formatCount(check.persons)}
      </td>
      <td data-label={text.involved}>{check.departments.map(nameOf).join(' · ')}</td>
      <td data-label={text.remedy}>{wording(check.remedy)}</td>
    </tr>
  );
}
