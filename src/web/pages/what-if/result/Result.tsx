import { useState } from 'react';
import type { WhatIfJob, WhatIfParametersResponse, WhatIfResult } from '../../../../api/types-analysis.ts';
import { Choice } from '../../../components/Choice.tsx';
import { formatCount } from '../../../format/numbers.ts';
import { aYear, formatYuan } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { usePlaceName } from '../../../hooks/use-place-name.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { AtRisk } from './AtRisk.tsx';
import { Changes } from './Changes.tsx';
import { GroupTable } from './GroupTable.tsx';
import { ItemTable } from './ItemTable.tsx';
import { Origin } from './Origin.tsx';
import { PovertyTable } from './PovertyTable.tsx';
import { Tiles, type Outcome } from './Tiles.tsx';

/** Whether everybody takes what is theirs, or as many as now. */
type Basis = 'full' | 'current';

interface ResultProps {
  readonly job: WhatIfJob;
  readonly result: WhatIfResult;
  /** Names of facts and conditions. */
  readonly catalogue: WhatIfParametersResponse;
  readonly reuse: (job: WhatIfJob) => void;
}

/** Baseline against scenario: the figures a decision is argued with. */
export function Result({ job, result, catalogue, reuse }: ResultProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const [basis, setBasis] = useState<Basis>('full');
  const { language } = usePreferences();
  const outcome = result[`${basis}_take_up`];
  const { smallest_cell: smallest, rounded_to: grain } = result;
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
        <Changes result={result} scenario={job.scenario} catalogue={catalogue} />
        {isWithoutEffect(outcome) ? <p className="rule-inline">{text.nobodyAffected}</p> : null}
        <Choice
          label={text.basis}
          value={basis}
          change={setBasis}
          options={[
            { value: 'full', label: text.fullTakeUp },
            { value: 'current', label: text.currentTakeUp },
          ]}
        />
        <p className="hint">{basis === 'current' ? text.currentTakeUpHint : text.fullTakeUpHint}</p>
        <Tiles outcome={outcome} households={result.households} />
        <OtherBasis result={result} basis={basis === 'full' ? 'current' : 'full'} />
        <p className="hint">
          {text.roundedNote(formatCount(grain.households), formatYuan(grain.fen_month, language))}
        </p>
      </section>
      <PovertyTable outcome={outcome} lineFen={result.poverty_line_fen_month} />
      <Groups outcome={outcome} smallest={smallest} />
      <AtRisk rows={result.at_risk} modelId={result.model_id} smallest={smallest} />
      <ItemTable items={result.items} smallest={smallest} />
      <Origin job={job} result={result} />
    </div>
  );
}

/** Whether no household gets more or less; few of them would be hidden, not nought. */
function isWithoutEffect({ deciles }: Outcome): boolean {
  return deciles.every(({ winners, losers }) => winners === 0 && losers === 0);
}

function OtherBasis({ result, basis }: { readonly result: WhatIfResult; readonly basis: Basis }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  const { caseload, cost_fen_month: cost } = result[`${basis}_take_up`];
  const money = (fen: number): string => formatYuan(aYear(fen), language);
  return (
    <p className="hint">
      {text.otherBasis(
        basis === 'full' ? text.fullTakeUp : text.currentTakeUp,
        `${formatCount(caseload.before)} → ${formatCount(caseload.after)}`,
        `${money(cost.before)} → ${money(cost.after)}`,
      )}
    </p>
  );
}

interface GroupsProps {
  readonly outcome: Outcome;
  readonly smallest: number;
}

function Groups({ outcome, smallest }: GroupsProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const placeName = usePlaceName();
  return (
    <>
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
      />
      <GroupTable
        id="areas"
        groups={outcome.areas}
        title={text.areas}
        hint={text.areasHint}
        nameOf={(group) => ({ name: group === 'other' ? text.otherAreas : placeName(group), note: null })}
        smallest={smallest}
      />
    </>
  );
}
