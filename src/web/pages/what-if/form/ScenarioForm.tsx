import type { ScenariosResponse, WhatIfParametersResponse } from '../../../../api/types-analysis.ts';
import type { Failure } from '../../../api/failure.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { AddChange } from './AddChange.tsx';
import { blankDraft, draftOf, withoutValue, withShock, withValue, type Draft } from './draft.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { problemAt } from './problem-at.ts';
import { ShockRow } from './ShockRow.tsx';
import { WaivedRow } from './WaivedRow.tsx';

interface ScenarioFormProps {
  readonly catalogue: WhatIfParametersResponse;
  readonly scenarios: ScenariosResponse['items'];
  /** Parameters that always have a row. */
  readonly featured: readonly string[];
  readonly draft: Draft;
  readonly edit: (draft: Draft) => void;
  /** Why the last attempt was refused. */
  readonly failure: Failure | null;
}

/** What to change: a ready scenario, parameters, shocks. */
export function ScenarioForm(props: ScenarioFormProps) {
  const { draft, edit, catalogue } = props;
  const text = useWords(whatIfZh, whatIfEn);
  return (
    <>
      <StartFrom {...props} />
      <ParameterRows {...props} />
      <ShockRows {...props} />
      <WaivedRows {...props} />
      <AddChange {...{ catalogue, draft, edit }} />
      <label className="check savings">
        <input
          type="checkbox"
          checked={draft.savings === 'within_limits'}
          onChange={(event) => {
            edit({ ...draft, savings: event.target.checked ? 'within_limits' : 'undecided' });
          }}
        />
        <span>
          {text.savings}
          <span className="hint">{text.savingsHint}</span>
        </span>
      </label>
    </>
  );
}

function StartFrom({ scenarios, featured, draft, edit }: ScenarioFormProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const chosen = scenarios.find(({ id }) => id === draft.origin);
  return (
    <div className="start-from">
      <label htmlFor="start-from">{text.startFrom}</label>
      <select
        id="start-from"
        className="field"
        value={draft.origin ?? ''}
        onChange={({ target }) => {
          const found = scenarios.find(({ id }) => id === target.value);
          edit(found ? draftOf(found.scenario, found.id, featured) : blankDraft(featured));
        }}
      >
        <option value="">{text.blank}</option>
        {scenarios.map(({ id, title }) => (
          <option key={id} value={id}>
            {wording(title)}
          </option>
        ))}
      </select>
      {chosen?.note ? <p className="hint">{wording(chosen.note)}</p> : null}
    </div>
  );
}

function ParameterRows({ catalogue, featured, draft, edit, failure }: ScenarioFormProps) {
  const { language } = usePreferences();
  const rows = draft.shown.flatMap((id) => catalogue.items.find((one) => one.id === id) ?? []);
  return (
    <ul className="change-rows">
      {rows.map((parameter) => {
        const { id, value } = parameter;
        return (
          <ParameterRow
            key={id}
            parameter={parameter}
            value={draft.reform[id] ?? value}
            problem={problemAt(failure, ['reform', id], language)}
            change={(next) => {
              edit(withValue(draft, id, next));
            }}
            reset={() => {
              edit(withoutValue(draft, id, !featured.includes(id)));
            }}
          />
        );
      })}
    </ul>
  );
}

function ShockRows({ catalogue, draft, edit, failure }: ScenarioFormProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  if (draft.shocks.length === 0) return null;
  return (
    <>
      <h3>{text.shocks}</h3>
      <ul className="change-rows">
        {draft.shocks.map((shock, i) => (
          <ShockRow
            key={`${i} ${shock.fact}`}
            shock={shock}
            facts={catalogue.facts}
            problem={problemAt(failure, ['shocks', i], language)}
            change={(times) => {
              edit(withShock(draft, i, { ...shock, times }));
            }}
            remove={() => {
              edit(withShock(draft, i, null));
            }}
          />
        ))}
      </ul>
    </>
  );
}

function WaivedRows({ catalogue, draft, edit, failure }: ScenarioFormProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  if (draft.waive.length === 0) return null;
  return (
    <>
      <h3>{text.waived}</h3>
      <ul className="change-rows">
        {draft.waive.map((id, i) => (
          <WaivedRow
            key={id}
            id={id}
            clause={catalogue.clauses.find((one) => one.id === id) ?? null}
            problem={problemAt(failure, ['waive', i], language)}
            remove={() => {
              edit({ ...draft, waive: draft.waive.filter((other) => other !== id) });
            }}
          />
        ))}
      </ul>
    </>
  );
}
