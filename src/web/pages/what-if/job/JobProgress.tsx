import { useState } from 'react';
import type { WhatIfJob, WhatIfJobResponse } from '../../../../api/types-analysis.ts';
import { whatIfJobPath } from '../../../api/analysis-paths.ts';
import { sendJson } from '../../../api/client.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface JobProgressProps {
  readonly job: WhatIfJob;
  readonly isConnected: boolean;
  readonly reload: () => void;
}

/** A run that is waiting or under way: how far it is, and the way to stop it. */
export function JobProgress({ job, isConnected, reload }: JobProgressProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const [isCancelling, setCancelling] = useState(false);
  const { progress, queue_place: place, state } = job;
  const percent = Math.round(progress.done * 100);
  const cancel = () => {
    setCancelling(true);
    void sendJson<WhatIfJobResponse>(whatIfJobPath(job.id), { method: 'DELETE' }).then(() => {
      setCancelling(false);
      reload();
    });
  };
  return (
    <section className="card job-progress" aria-labelledby="job-title">
      <h2 id="job-title">{wording(job.title)}</h2>
      <p role="status">
        {text.states[state]} · {wording(progress.step)} · {percent}%
        {place === null || place < 2 ? null : ` · ${text.place(String(place - 1))}`}
      </p>
      <progress max={100} value={percent} aria-label={wording(progress.step)} />
      {isConnected ? null : <p className="muted">{text.progressLost}</p>}
      <button type="button" className="button-quiet" disabled={isCancelling} onClick={cancel}>
        {text.cancel}
      </button>
    </section>
  );
}

interface JobEndedProps {
  readonly job: WhatIfJob;
  readonly reuse: (job: WhatIfJob) => void;
}

/** A run that ended without a result, and why. */
export function JobEnded({ job, reuse }: JobEndedProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const { language } = usePreferences();
  const { problem, state } = job;
  return (
    <section className={`notice ${state === 'cancelled' ? 'card' : 'notice-failure'}`} role="status">
      <h2>{wording(job.title)}</h2>
      <p>{state === 'cancelled' ? text.cancelled : state === 'lost' ? text.lost : text.failed}</p>
      {problem === null ? null : (
        <p>
          {language === 'zh' ? problem.detail_zh : problem.detail} <code>{problem.code}</code>
        </p>
      )}
      <button
        type="button"
        className="button"
        onClick={() => {
          reuse(job);
        }}
      >
        {text.useScenario}
      </button>
    </section>
  );
}
