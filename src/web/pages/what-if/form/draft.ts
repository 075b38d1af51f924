import type { WhatIfParametersResponse, WhatIfRequest } from '../../../../api/types-analysis.ts';

/** A parameter that a scenario may change. */
export type Parameter = WhatIfParametersResponse['items'][number];
/** A value as the law writes it. */
export type ParameterValue = Parameter['value'];
type Shock = NonNullable<WhatIfRequest['shocks']>[number];

/** A scenario in the making. */
export interface Draft {
  /** The shipped scenario it began with. */
  readonly origin: string | null;
  /** What was opened: sent as it is until something is moved. */
  readonly base: WhatIfRequest | null;
  readonly reform: Readonly<Record<string, ParameterValue>>;
  readonly shocks: readonly Shock[];
  /** Conditions taken as met. */
  readonly waive: readonly string[];
  readonly savings: NonNullable<WhatIfRequest['unverified_savings']>;
  /** Parameters that have a row, in order. */
  readonly shown: readonly string[];
}

/** Nothing changed; rows for the given parameters. */
export function blankDraft(featured: readonly string[]): Draft {
  return {
    origin: null,
    base: null,
    reform: {},
    shocks: [],
    waive: [],
    savings: 'within_limits',
    shown: featured,
  };
}

/** A draft that begins with a scenario. */
export function draftOf(scenario: WhatIfRequest, origin: string | null, featured: readonly string[]): Draft {
  const reform = scenario.reform ?? {};
  return {
    origin,
    base: scenario,
    reform,
    shocks: scenario.shocks ?? [],
    waive: scenario.waive ?? [],
    savings: scenario.unverified_savings ?? 'within_limits',
    shown: [...new Set([...Object.keys(reform), ...featured])],
  };
}

/** The draft with a parameter at a value; it gets a row if it has none. */
export function withValue(draft: Draft, id: string, value: ParameterValue): Draft {
  const shown = draft.shown.includes(id) ? draft.shown : [...draft.shown, id];
  return { ...draft, shown, reform: { ...draft.reform, [id]: value } };
}

/** The draft without a change of the parameter; `hide` takes its row away too. */
export function withoutValue(draft: Draft, id: string, hide: boolean): Draft {
  const reform = Object.fromEntries(Object.entries(draft.reform).filter(([other]) => other !== id));
  return { ...draft, reform, shown: hide ? draft.shown.filter((other) => other !== id) : draft.shown };
}

/** The draft with one shock changed, added (`index` past the end) or removed (`null`). */
export function withShock(draft: Draft, index: number, shock: Shock | null): Draft {
  const before = draft.shocks.slice(0, index);
  const after = draft.shocks.slice(index + 1);
  return { ...draft, shocks: [...before, ...(shock === null ? [] : [shock]), ...after] };
}

/** What differs from the law as it is. */
export function reformOf(
  { reform }: Draft,
  parameters: readonly Parameter[],
): Readonly<Record<string, ParameterValue>> {
  const now = new Map(parameters.map(({ id, value }) => [id, value]));
  return Object.fromEntries(Object.entries(reform).filter(([id, value]) => now.get(id) !== value));
}

/**
 * The scenario to run; `null` when nothing would change.
 *
 * @param titled  a title from what changes
 */
export function requestOf(
  draft: Draft,
  parameters: readonly Parameter[],
  titled: (draft: Draft) => WhatIfRequest['title'],
): WhatIfRequest | null {
  const { base, waive, savings: unverified_savings } = draft;
  if (base !== null && isUntouched(draft, base)) return base;
  const reform = reformOf(draft, parameters);
  const shocks = draft.shocks.filter(({ times }) => times !== 1);
  if (Object.keys(reform).length + shocks.length + waive.length === 0) return null;
  const title = titled({ ...draft, reform, shocks });
  return { scenario: 1, title, reform, shocks, waive: [...waive], unverified_savings };
}

function isUntouched(draft: Draft, base: WhatIfRequest): boolean {
  return (
    written(draft.reform) === written(base.reform ?? {}) &&
    JSON.stringify([draft.shocks, draft.waive]) === JSON.stringify([base.shocks ?? [], base.waive ?? []]) &&
    draft.savings === (base.unverified_savings ?? 'within_limits')
  );
}

function written(reform: Draft['reform']): string {
  return JSON.stringify(Object.entries(reform).sort(([a], [b]) => (a < b ? -1 : 1)));
}
