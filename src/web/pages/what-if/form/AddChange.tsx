import { Select } from 'antd';
import type { WhatIfParametersResponse } from '../../../../api/types-analysis.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { withShock, withValue, type Draft } from './draft.ts';

interface AddChangeProps {
  readonly catalogue: WhatIfParametersResponse;
  readonly draft: Draft;
  readonly edit: (draft: Draft) => void;
}

const parameterKey = 'parameter ';
const shockKey = 'shock ';
const clauseKey = 'clause ';

/** Finds a parameter, a shock or a condition to waive by its name or code and gives it a row. */
export function AddChange({ catalogue, draft, edit }: AddChangeProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const parameters = catalogue.items
    .filter(({ id }) => !draft.shown.includes(id))
    .map(({ id, title }) => ({ value: parameterKey + id, label: `${wording(title)} (${id})` }));
  const shocks = catalogue.facts
    .filter(({ can_shock }) => can_shock)
    .map(({ fact, title }) => ({ value: shockKey + fact, label: `${wording(title)} (${fact})` }));
  const clauses = catalogue.clauses
    .filter(({ id }) => !draft.waive.includes(id))
    .map(({ id, title, item_title: item }) => ({
      value: clauseKey + id,
      label: `${wording(item)}: ${wording(title)} (${id})`,
    }));
  const choose = (key: string) => {
    if (key.startsWith(clauseKey)) {
      edit({ ...draft, waive: [...draft.waive, key.slice(clauseKey.length)] });
      return;
    }
    if (key.startsWith(shockKey)) {
      const fact = key.slice(shockKey.length);
      edit(withShock(draft, draft.shocks.length, { fact, times: 1 }));
      return;
    }
    const id = key.slice(parameterKey.length);
    const parameter = catalogue.items.find((one) => one.id === id);
    if (parameter) edit(withValue(draft, id, parameter.value));
  };
  return (
    <div className="add-change">
      <label htmlFor="add-change">{text.add}</label>
      <Select<string>
        id="add-change"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={text.addPlaceholder}
        notFoundContent={text.addNothing}
        value={null}
        options={[
          { label: text.parameters, options: parameters },
          { label: text.shocks, options: shocks },
          { label: text.waived, options: clauses },
        ]}
        onChange={choose}
      />
    </div>
  );
}
