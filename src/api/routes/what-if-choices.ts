import { codeLists, facts, units, type Policy } from '../../policy/index.ts';
import { movableParameters, type MovableParameter } from '../../whatif/parameters.ts';
import { clauseName } from '../../whatif/reform.ts';
import { shippedScenarios } from '../../whatif/shipped.ts';
import { lawReference, type ServedLaw } from '../law.ts';
import { parametersResponse, scenariosResponse } from '../schemas/what-if.ts';
import type * as wire from '../types-analysis.ts';
import { commonProblems, type Api } from './route.ts';

/** `GET /v1/what-if/parameters | scenarios`: what a scenario may change, and those that ship. */
export function addWhatIfChoiceRoutes(app: Api, law: () => Promise<ServedLaw>): void {
  app.get(
    '/v1/what-if/parameters',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'listWhatIfParameters',
        summary: '可调的参数、可取消的条件、可改的事实 / what a scenario may change',
        tags: ['what-if'],
        response: { 200: parametersResponse, ...commonProblems },
      },
    },
    async () => choices(await law()),
  );
  app.get(
    '/v1/what-if/scenarios',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'listScenarios',
        summary: '内置情景 / the scenarios that ship',
        tags: ['what-if'],
        response: { 200: scenariosResponse, ...commonProblems },
      },
    },
    async () => ({
      items: (await shippedScenarios()).map(({ id, scenario }) => ({
        ...{ id, title: scenario.title, note: scenario.note ?? null },
        scenario,
      })),
    }),
  );
}

function choices({ policy, law, asOf, region }: ServedLaw): wire.WhatIfParametersResponse {
  return {
    as_of: asOf,
    region,
    items: movableParameters(policy, law).map((movable) => parameterOf(policy, region, movable)),
    clauses: clausesOf(policy),
    facts: facts.map((fact) => ({
      ...{ fact: fact.id, title: fact.title, level: fact.level, kind: fact.kind },
      unit: textOf(fact.unit),
      codes: fact.list === null ? [] : [...codeLists[fact.list]],
      can_shock: fact.kind === 'number',
    })),
  };
}

function parameterOf(
  policy: Policy,
  region: string,
  { parameter, value, entry, isVerified, items, range }: MovableParameter,
): wire.WhatIfParametersResponse['items'][number] {
  const { id, title, unit, writtenUnit } = parameter;
  return {
    ...{ id, title, programme: id.split('.')[0] ?? id },
    unit: { code: writtenUnit, ...textOf(unit) },
    kind: unit === 'flag' ? 'flag' : 'number',
    value: unit === 'flag' ? value === 1 : value,
    ...(range ?? { min: null, max: null, step: null }),
    ...{ from: entry?.from ?? null, region: entry?.region ?? region },
    ...{ verified: isVerified, note: entry?.note ?? null },
    law: lawReference(policy, entry),
    items: items.map((item) => ({ id: item.id, title: item.title })),
  };
}

/** Of items that pay every month or year, and of the statuses that open them. */
function clausesOf(policy: Policy): wire.WhatIfParametersResponse['clauses'] {
  return policy.items
    .filter(
      ({ kind, isCeiling }) => kind === 'status' || ((kind === 'monthly' || kind === 'yearly') && !isCeiling),
    )
    .flatMap((item) =>
      item.clauses.map((clause) => ({
        ...{ id: clauseName(item, clause), item: item.id, item_title: item.title, title: clause.title },
        law: lawReference(policy, clause.law),
      })),
    );
}

function textOf(unit: keyof typeof units): { zh: string; en: string } {
  const { zh, en } = units[unit];
  return { zh, en };
}
