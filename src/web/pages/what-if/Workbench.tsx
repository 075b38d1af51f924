import { useEffect, useMemo, useState } from 'react';
import type {
  ScenariosResponse,
  WhatIfJob,
  WhatIfJobsResponse,
  WhatIfParametersResponse,
} from '../../../api/types-analysis.ts';
import { whatIfJobsPath } from '../../api/analysis-paths.ts';
import { Choice } from '../../components/Choice.tsx';
import { useLocation } from '../../hooks/use-location.ts';
import { useShown } from '../../hooks/use-shown.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useWords } from '../../hooks/use-text.ts';
import { whatIfEn } from '../../i18n/en/what-if.ts';
import { whatIfZh } from '../../i18n/zh/what-if.ts';
import { useSession } from '../../session/use-session.ts';
import { Budget } from './budget/Budget.tsx';
import { draftOf, reformOf } from './form/draft.ts';
import { RunButton } from './form/RunButton.tsx';
import { ScenarioForm } from './form/ScenarioForm.tsx';
import { JobList } from './job/JobList.tsx';
import { JobPanel } from './job/JobPanel.tsx';
import { useJob } from './job/use-job.ts';
import { featuredOf, useDraft } from './use-draft.ts';

interface WorkbenchProps {
  readonly catalogue: WhatIfParametersResponse;
  readonly scenarios: ScenariosResponse['items'];
}

/** The form on one side, the run that is open on the other, the family's curve below. */
export function Workbench({ catalogue, scenarios }: WorkbenchProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const featured = useMemo(() => featuredOf(scenarios, catalogue), [scenarios, catalogue]);
  const { draft, edit, request, failure, isSending, run } = useDraft(catalogue, featured);
  const open = useLocation().searchParams.get('job');
  const handle = useJob(open);
  const jobs = useJobs(open, handle.job);
  const { role } = useSession();
  const [view, setView] = useState<View>('county');
  useEffect(() => {
    setView('county');
  }, [open]);
  const result = useShown<HTMLDivElement>(open);
  useRunKey(run);
  const reuse = (job: WhatIfJob) => {
    edit(draftOf(job.scenario, null, featured));
    window.scrollTo(0, 0);
  };
  return (
    <div className="workbench">
      <div className="workbench-form">
        <section className="card" aria-labelledby="scenario-title">
          <h2 id="scenario-title">{text.scenario}</h2>
          <ScenarioForm {...{ catalogue, scenarios, featured, draft, edit, failure }} />
          <RunButton {...{ draft, request, failure, isSending, run }} />
        </section>
        <JobList jobs={jobs} open={open} />
      </div>
      <div className="workbench-result" ref={result}>
        {open === null ? null : <ViewChoice view={view} change={setView} />}
        {view === 'county' || open === null ? (
          <JobPanel isOpen={open !== null} {...{ handle, catalogue, reuse }} />
        ) : null}
        {view === 'family' || open === null ? (
          <Budget reform={reformOf(draft, catalogue.items)} maySeeHouseholds={role === 'demo'} />
        ) : null}
      </div>
    </div>
  );
}

type View = 'county' | 'family';

interface ViewChoiceProps {
  readonly view: View;
  readonly change: (view: View) => void;
}

function ViewChoice({ view, change }: ViewChoiceProps) {
  const text = useWords(whatIfZh, whatIfEn);
  return (
    <Choice
      label={text.view}
      value={view}
      change={change}
      options={[
        { value: 'county', label: text.viewCounty },
        { value: 'family', label: text.viewFamily },
      ]}
    />
  );
}

/** Recent runs; read again when another is opened or the open one changes its state. */
function useJobs(open: string | null, job: WhatIfJob | null): readonly WhatIfJob[] {
  const { value, reload } = useResource<WhatIfJobsResponse>(whatIfJobsPath);
  const state = job?.state;
  useEffect(() => {
    if (open !== null) reload();
  }, [open, state, reload]);
  return value?.items ?? [];
}

/** Ctrl or Command with Enter runs it from anywhere on the page. */
function useRunKey(run: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  });
}
