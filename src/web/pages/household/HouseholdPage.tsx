import type { Alert, AlertsResponse, DossierResponse, RecommendationsResponse } from '../../../api/types.ts';
import { alertsPath, dossierPath, recommendationsPath } from '../../api/paths.ts';
import { lastList } from '../../app/last-list.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Link } from '../../components/Link.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Neighbours } from '../../components/Neighbours.tsx';
import { Provenance } from '../../components/Provenance.tsx';
import { Reasons } from '../../components/Reasons.tsx';
import { ScoreCard } from '../../components/ScoreCard.tsx';
import { shortId } from '../../format/short-id.ts';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { usePlaceName } from '../../hooks/use-place-name.ts';
import { useResource, type Resource } from '../../hooks/use-resource.ts';
import { useText } from '../../hooks/use-text.ts';
import { Advice } from './Advice.tsx';
import { Grants } from './Grants.tsx';
import { AlertSection } from './handling/AlertSection.tsx';
import { Lowerings } from './Lowerings.tsx';
import { Members } from './Members.tsx';
import { Signals } from './Signals.tsx';
import { Timeline } from './Timeline.tsx';
import { useHouseholdText } from './use-household-text.ts';

/** One household of a county: why it stands out, who lives there, what happened, what helps, and the visit. */
export function HouseholdPage({ id }: { readonly id: string }) {
  const text = useHouseholdText();
  const { householdNotFound } = useText();
  const dossier = useResource<DossierResponse>(dossierPath(id));
  const advice = useResource<RecommendationsResponse>(recommendationsPath(id));
  const alerts = useResource<AlertsResponse>(alertsPath({ household: id, closed: 'true' }));
  const answer = dossier.value?.household_id === id ? dossier.value : null;
  const { reload } = alerts;
  usePageTitle(text.title(shortId(id)));
  return (
    <div className="page household-page">
      <div className="crumbs">
        <Link to={lastList()} className="crumb-back">
          ← {text.back}
        </Link>
        {answer === null ? null : <Neighbours neighbours={answer.neighbours} />}
      </div>
      <h1 className="household-name">{text.title(id)}</h1>
      {dossier.failure === null ? null : (
        <FailureNotice
          failure={dossier.failure}
          retry={dossier.reload}
          {...(isMissing(dossier) ? { title: householdNotFound } : {})}
        />
      )}
      {answer === null ? null : <Standing dossier={answer} />}
      {isMissing(dossier) ? null : (
        <AlertSection alerts={ofHousehold(alerts.value, id)} advice={advice.value} changed={reload} />
      )}
      {answer === null ? (
        dossier.loading && <Loading rows={14} />
      ) : (
        <HouseholdBody key={id} dossier={answer} advice={advice} />
      )}
    </div>
  );
}

/** Where, as of when, and what it all stands on. */
function Standing({ dossier }: { readonly dossier: DossierResponse }) {
  const text = useHouseholdText();
  const placeName = usePlaceName();
  return (
    <>
      <p className="page-subtitle">
        {placeName(dossier.area)} · {text.asKnown(dossier.as_of, dossier.known_at)}
      </p>
      <Provenance facts={dossier} />
    </>
  );
}

interface HouseholdBodyProps {
  readonly dossier: DossierResponse;
  readonly advice: Resource<RecommendationsResponse>;
}

function HouseholdBody({ dossier, advice }: HouseholdBodyProps) {
  const text = useHouseholdText();
  const { rule } = useText();
  return (
    <>
      {dossier.score === null ? (
        <p className="rule-inline">
          {dossier.not_scored === null ? text.noScore : text.notScored[dossier.not_scored]}
        </p>
      ) : (
        <ScoreCard score={dossier.score} label={dossier.model.label} scored={dossier.scored} />
      )}
      <p className="rule-inline">{rule}</p>
      <div className="household-grid">
        <Signals signals={dossier.signals} members={dossier.members} />
        <div className="household-column">
          {dossier.score === null ? null : <Reasons reasons={dossier.score.reasons} />}
          {dossier.what_if === null ? null : <Lowerings dossier={dossier} whatIf={dossier.what_if} />}
        </div>
      </div>
      <Members dossier={dossier} />
      <Advice advice={advice} />
      <Timeline dossier={dossier} />
      <Grants dossier={dossier} />
    </>
  );
}

/** A household's alerts, newest first; `null` until they are there. */
function ofHousehold(answer: AlertsResponse | null, id: string): readonly Alert[] | null {
  if (answer === null || answer.items.some((alert) => alert.household_id !== id)) return null;
  return [...answer.items].reverse();
}

function isMissing({ failure }: Pick<Resource<unknown>, 'failure'>): boolean {
  return failure?.kind === 'problem' && failure.problem.status === 404;
}
