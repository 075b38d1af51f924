import type { WhatIfJob, WhatIfParametersResponse } from '../../../../api/types-analysis.ts';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { Result } from '../result/Result.tsx';
import { JobEnded, JobProgress } from './JobProgress.tsx';
import { isFinal, type JobHandle } from './use-job.ts';

interface JobPanelProps {
  readonly isOpen: boolean;
  readonly handle: JobHandle;
  readonly catalogue: WhatIfParametersResponse;
  readonly reuse: (job: WhatIfJob) => void;
}

/** The run that is open: how far it is, why it has no result, or its result. */
export function JobPanel({ isOpen, handle, catalogue, reuse }: JobPanelProps) {
  const { job, result, failure, isConnected, reload } = handle;
  if (!isOpen) return <NoJob />;
  if (failure !== null) return <FailureNotice failure={failure} retry={reload} />;
  if (job === null) return <Loading rows={6} />;
  if (result !== null) return <Result {...{ job, result, catalogue, reuse }} />;
  if (!isFinal(job) || job.state === 'done') return <JobProgress {...{ job, isConnected, reload }} />;
  return <JobEnded job={job} reuse={reuse} />;
}

function NoJob() {
  const text = useWords(whatIfZh, whatIfEn);
  return (
    <section className="card no-job" aria-labelledby="no-job-title">
      <h2 id="no-job-title">{text.noneTitle}</h2>
      <p className="hint">{text.noneHint}</p>
    </section>
  );
}
