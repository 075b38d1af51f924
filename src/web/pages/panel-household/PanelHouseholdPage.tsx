import type { HouseholdResponse } from '../../../api/types.ts';
import { householdPath } from '../../api/paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Link } from '../../components/Link.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Provenance } from '../../components/Provenance.tsx';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useText } from '../../hooks/use-text.ts';
import { lastList } from '../../app/last-list.ts';
import { Facts } from './Facts.tsx';
import { History } from './History.tsx';
import { Neighbours } from '../../components/Neighbours.tsx';
import { Reasons } from '../../components/Reasons.tsx';
import { ScoreCard } from '../../components/ScoreCard.tsx';
import { Sources } from './Sources.tsx';

/** One household: its score and where it comes from, why, and what is known of it over time. */
export function PanelHouseholdPage({ id }: { readonly id: string }) {
  const text = useText();
  const resource = useResource<HouseholdResponse>(householdPath(id));
  const answer = resource.value?.household.household_id === id ? resource.value : null;
  usePageTitle(text.householdTitle(id));
  return (
    <div className="page">
      <div className="crumbs">
        <Link to={lastList()} className="crumb-back">
          ← {text.back}
        </Link>
        {answer === null ? null : <Neighbours neighbours={answer.neighbours} />}
      </div>
      <h1>{text.householdTitle(id)}</h1>
      {resource.failure === null ? null : (
        <FailureNotice
          failure={resource.failure}
          retry={resource.reload}
          {...notFoundTitle(resource, text.householdNotFound)}
        />
      )}
      {answer === null ? resource.loading && <Loading rows={10} /> : <HouseholdBody answer={answer} />}
    </div>
  );
}

function HouseholdBody({ answer }: { readonly answer: HouseholdResponse }) {
  const text = useText();
  return (
    <>
      <Provenance facts={answer} />
      <ScoreCard score={answer.household} label={answer.model.label} scored={answer.scored} />
      <p className="rule-inline">{text.rule}</p>
      <div className="household-grid">
        <Reasons key={answer.household.household_id} reasons={answer.household.reasons} />
        <History history={answer.history} currency={answer.currency} />
      </div>
      {answer.history.length === 0 ? null : (
        <div className="household-grid">
          <Sources history={answer.history} />
          <Facts history={answer.history} currency={answer.currency} />
        </div>
      )}
    </>
  );
}

function notFoundTitle(resource: { readonly failure: unknown }, title: string) {
  const { failure } = resource;
  const status =
    typeof failure === 'object' && failure !== null && 'problem' in failure ? failure.problem : null;
  const missing =
    typeof status === 'object' && status !== null && 'status' in status && status.status === 404;
  return missing ? { title } : {};
}
