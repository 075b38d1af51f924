import { qualityAddress } from '../../app/routes.ts';
import { Link } from '../../components/Link.tsx';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import type { Department } from './department.ts';

const asksShown = 5;

/** Address of the page with a department open. */
export function departmentAddress(department: string): string {
  return `${qualityAddress}?department=${encodeURIComponent(department)}`;
}

/** The most pressing thing to ask of each of the worst departments. */
export function FirstAsks({ departments }: { readonly departments: readonly Department[] }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const pressing = departments.flatMap(({ department, title, asks }) =>
    asks
      .filter(({ severity }) => severity === 'high')
      .slice(0, 1)
      .map((ask) => ({ department, title, ask })),
  );
  return (
    <section className="card" aria-labelledby="first-title">
      <h2 id="first-title">{text.first}</h2>
      {pressing.length === 0 ? <p className="hint">{text.firstNone}</p> : null}
      <ol className="first-asks">
        {pressing.slice(0, asksShown).map(({ department, title, ask }) => (
          <li key={department}>
            <Link to={departmentAddress(department)} stay>
              {wording(title)}
            </Link>
            <span>{wording(ask)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
