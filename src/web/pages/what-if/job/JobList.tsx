import type { WhatIfJob } from '../../../../api/types-analysis.ts';
import { whatIfAddress } from '../../../app/routes.ts';
import { Link } from '../../../components/Link.tsx';
import { formatInstant } from '../../../format/instant.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

/** Address of the page with a run open. */
export function jobAddress(id: string): string {
  return `${whatIfAddress}?job=${encodeURIComponent(id)}`;
}

/** Runs of late, the newest first. */
export function JobList({
  jobs,
  open,
}: {
  readonly jobs: readonly WhatIfJob[];
  readonly open: string | null;
}) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  return (
    <section className="card" aria-labelledby="jobs-title">
      <h2 id="jobs-title">{text.jobs}</h2>
      {jobs.length === 0 ? <p className="hint">{text.jobsNone}</p> : null}
      <ul className="job-list">
        {jobs.map((job) => (
          <li key={job.id}>
            <Link to={jobAddress(job.id)} current={job.id === open} stay>
              {wording(job.title)}
            </Link>
            <span className="muted">
              {text.states[job.state]} · {formatInstant(job.submitted_at)} · {text.jobBy(job.submitted_by)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
