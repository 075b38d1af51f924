import type { QualityResponse } from '../../../api/types-analysis.ts';
import { Link } from '../../components/Link.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import { pointsSinceLast, weakestPart, type Department } from './department.ts';
import { departmentAddress } from './FirstAsks.tsx';
import { Light, ScoreBar } from './Light.tsx';

interface DepartmentListProps {
  readonly departments: readonly Department[];
  readonly trend: QualityResponse['trend'];
  readonly open: string | null;
}

/** Every department with its light, score and weakest part. */
export function DepartmentList({ departments, trend, open }: DepartmentListProps) {
  const text = useWords(qualityZh, qualityEn);
  return (
    <section className="card" aria-labelledby="departments-title">
      <h2 id="departments-title">{text.departments}</h2>
      <p className="hint">{text.departmentsHint}</p>
      <table className="department-list">
        <thead>
          <tr>
            <th scope="col">{text.department}</th>
            <th scope="col">{text.light}</th>
            <th scope="col">{text.score}</th>
            <th scope="col" className="col-weakest">
              {text.weakest}
            </th>
            <th scope="col" className="col-since">
              {text.sinceLast}
            </th>
          </tr>
        </thead>
        <tbody>
          {departments.map((one) => (
            <Row key={one.department} {...{ one, trend }} isOpen={one.department === open} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly one: Department;
  readonly trend: QualityResponse['trend'];
  readonly isOpen: boolean;
}

function Row({ one, trend, isOpen }: RowProps) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const weakest = weakestPart(one);
  return (
    <tr className={isOpen ? 'is-open' : ''}>
      <th scope="row">
        <Link to={departmentAddress(one.department)} current={isOpen} stay>
          {wording(one.title)}
        </Link>
      </th>
      <td>
        <Light light={one.light} />
      </td>
      <td>
        <ScoreBar score={one.score} light={one.light} />
      </td>
      <td className="col-weakest">
        {weakest === null ? text.none : `${wording(weakest.title)} ${formatCount(weakest.score ?? 0)}`}
      </td>
      <td className="col-since">
        <Since points={pointsSinceLast(one.department, trend)} />
      </td>
    </tr>
  );
}

function Since({ points }: { readonly points: number | null }) {
  const text = useWords(qualityZh, qualityEn);
  if (points === null) return <span className="muted">{text.firstTime}</span>;
  const size = Math.abs(points).toFixed(1);
  if (size === '0.0') return text.same;
  return points > 0 ? text.better(size) : text.worse(size);
}
