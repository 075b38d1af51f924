import type { ReactNode } from 'react';
import type { RecommendationsResponse } from '../../../api/types.ts';
import { useWording } from '../../hooks/use-text.ts';
import { useHouseholdText } from './use-household-text.ts';

type Bundle = RecommendationsResponse['bundles'][number];

/** 一件事: items that go through one procedure, with departments, papers and limits. */
export function Bundles({ bundles }: { readonly bundles: readonly Bundle[] }) {
  const text = useHouseholdText();
  if (bundles.length === 0) return null;
  return (
    <section aria-labelledby="bundles-title">
      <h3 id="bundles-title">{text.bundlesTitle}</h3>
      <div className="bundles">
        {bundles.map((bundle) => (
          <OneBundle key={bundle.procedure} bundle={bundle} />
        ))}
      </div>
    </section>
  );
}

function OneBundle({ bundle }: { readonly bundle: Bundle }) {
  const text = useHouseholdText();
  const wording = useWording();
  return (
    <article className="bundle">
      <h4>{wording(bundle)}</h4>
      <dl>
        <Part name={text.bundleItems}>{bundle.items.map(wording).join('、')}</Part>
        <Part name={text.bundleDepartments}>{bundle.departments.map(wording).join('、')}</Part>
        <Part name={text.bundlePapers}>
          {bundle.papers.length === 0 ? text.bundlePapersNone : bundle.papers.map(wording).join('；')}
        </Part>
        <Part name={text.bundleDeadlines}>
          {bundle.deadlines.length === 0 ? (
            text.deadlinesNone
          ) : (
            <ul>
              {bundle.deadlines.map((deadline) => (
                <li key={`${deadline.en} ${deadline.due}`}>
                  {wording(deadline)} <strong>{text.dueBy(deadline.due)}</strong>
                </li>
              ))}
            </ul>
          )}
        </Part>
      </dl>
    </article>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
