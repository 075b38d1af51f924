import { useState } from 'react';
import type { WhatIfJob, WhatIfResult } from '../../../../api/types-analysis.ts';
import { Choice } from '../../../components/Choice.tsx';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { AtRisk } from './AtRisk.tsx';
import { Changes } from './Changes.tsx';
import { GroupTable } from './GroupTable.tsx';
import { ItemTable } from './ItemTable.tsx';
import { Origin } from './Origin.tsx';
import { PovertyTable } from './PovertyTable.tsx';
import { Tiles } from './Tiles.tsx';

const months = 12;

interface ResultProps {
  readonly job: WhatIfJob;
  readonly result: WhatIfResult;
  readonly reuse: (job: WhatIfJob) => void;
}

/** Baseline against scenario: the figures a decision is argued with. */
export function Result({ job, result, reuse }: ResultProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const [basis, setBasis] = useState<'current' | 'full'>('current');
  const outcome = basis === 'current' ? result.current_take_up : result.full_take_up;
  const smallest = result.smallest_cell;
  return (
    <div className="result">
      <section className="card" aria-labelledby="result-title">
        <div className="result-head">
          <h2 id="result-title">{wording(job.title)}</h2>
          <button
            type="button"
            className="button-text"
            onClick={() => {
              reuse(job);
            }}
          >
            {text.useScenario}
          </button>
        </div>
        <Changes result={result} scenario={job.scenario} />
        <Choice
          label={text.basis}
          value={basis}
          change={setBasis}
          options={[
            { value: 'current', label: text.currentTakeUp },
            { value: 'full', label: text.fullTakeUp },
          ]}
        />
        <p className="hint">{basis === 'current' ? text.currentTakeUpHint : text.fullTakeUpHint}</p>
        <Tiles outcome={outcome} households={result.households} />
      </section>
      <PovertyTable outcome={outcome} lineFen={result.poverty_line_fen_month} />
      <GroupTable
        id="deciles"
        groups={outcome.deciles}
        title={text.deciles}
        hint={text.decilesHint}
        nameOf={(group) => {
          const n = Number(group);
          const end = n === 1 ? text.poorest : n === 10 ? text.richest : null;
          return { name: text.decile(String(n)), note: end };
        }}
        smallest={smallest}
        months={months}
      />
      <GroupTable
        id="areas"
        groups={outcome.areas}
        title={text.areas}
        hint={text.areasHint}
        nameOf={(group) => ({ name: group === 'other' ? text.otherAreas : group, note: null })}
        smallest={smallest}
        months={months}
      />
      <AtRisk rows={result.at_risk} modelId={result.model_id} smallest={smallest} />
      <ItemTable items={result.items} smallest={smallest} months={months} />
      <Origin job={job} result={result} />
    </div>
  );
}
