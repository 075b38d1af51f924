import type { WhatIfParametersResponse, WhatIfRequest } from '../../../../api/types-analysis.ts';
import type { Language } from '../../../hooks/use-preferences.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { formatFigure } from '../../../format/numbers.ts';
import type { Draft, Parameter, ParameterValue } from './draft.ts';

const words = { zh: whatIfZh, en: whatIfEn };
const namedInTitle = 2;

/** A value with its unit, as a person reads it: `1,400 元/月`, `是`. */
export function valueWords(value: ParameterValue, unit: Parameter['unit'], language: Language): string {
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no;
  return `${formatFigure(value)} ${unit[language]}`.trim();
}

/** A title that says what changes, in both languages. */
export function titleOf(draft: Draft, catalogue: WhatIfParametersResponse): WhatIfRequest['title'] {
  return { zh: titleIn('zh', draft, catalogue), en: titleIn('en', draft, catalogue) };
}

function titleIn(
  language: Language,
  draft: Draft,
  { items, facts, clauses }: WhatIfParametersResponse,
): string {
  const own = words[language];
  const reforms = Object.entries(draft.reform).map(([id, value]) => {
    const parameter = items.find((one) => one.id === id);
    const written = parameter ? valueWords(value, parameter.unit, language) : String(value);
    return own.become(parameter?.title[language] ?? id, written);
  });
  const shocks = draft.shocks.map(({ fact, times }) => {
    const title = facts.find((one) => one.fact === fact)?.title[language] ?? fact;
    return `${title} × ${formatFigure(times)}`;
  });
  const waived = draft.waive.map((id) =>
    own.waive(clauses.find((one) => one.id === id)?.title[language] ?? id),
  );
  const all = [...reforms, ...shocks, ...waived];
  const named = all.slice(0, namedInTitle).join(language === 'zh' ? '，' : ', ');
  return own.custom(all.length > namedInTitle ? own.andMore(named, String(all.length)) : named);
}
