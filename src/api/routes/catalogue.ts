import { countyFeatures } from '../../../features/county/index.ts';
import type { About } from '../../../features/declaration.ts';
import { panelCatalogue } from '../../../features/index.ts';
import { loadSignals, type Signal } from '../../../features/signals/config.ts';
import { parametersOf, type Item } from '../../policy/index.ts';
import { lawReference, type ServedLaw } from '../law.ts';
import { chinaMoment } from '../moment.ts';
import {
  catalogueQuery,
  featuresResponse,
  policyItemsResponse,
  signalsResponse,
} from '../schemas/catalogue.ts';
import type * as wire from '../types-analysis.ts';
import { isoDate } from '../../core/dates.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

const tags = ['catalogue'];
const errors = { 400: problems[400], ...commonProblems };

/** `GET /v1/catalogue/features | signals | items`, searched by `q`. */
export function addCatalogueRoutes(app: Api, sources: Sources, law: () => Promise<ServedLaw>): void {
  app.get(
    '/v1/catalogue/features',
    {
      config: { access: 'catalogue' },
      schema: {
        operationId: 'listFeatures',
        summary: '特征目录 / the catalogue of features',
        tags,
        querystring: catalogueQuery,
        response: { 200: featuresResponse, ...errors },
      },
    },
    (request) => features(sources, request.query.q),
  );
  app.get(
    '/v1/catalogue/signals',
    {
      config: { access: 'catalogue' },
      schema: {
        operationId: 'listSignals',
        summary: '预警信号目录 / the catalogue of warning signals',
        tags,
        querystring: catalogueQuery,
        response: { 200: signalsResponse, ...errors },
      },
    },
    (request) => signals(sources, request.query.q),
  );
  app.get(
    '/v1/catalogue/items',
    {
      config: { access: 'catalogue' },
      schema: {
        operationId: 'listPolicyItems',
        summary: '救助事项及依据 / items of assistance with their law',
        tags,
        querystring: catalogueQuery,
        response: { 200: policyItemsResponse, ...errors },
      },
    },
    async (request) => items(await law(), request.query.q),
  );
}

type Titled = { readonly zh: string; readonly en: string };

/** Whether any of the texts holds what is looked for. */
function holds(q: string | undefined, ...texts: (string | Titled)[]): boolean {
  if (q === undefined) return true;
  const wanted = q.trim().toLowerCase();
  return texts
    .flatMap((text) => (typeof text === 'string' ? [text] : [text.zh, text.en]))
    .some((text) => text.toLowerCase().includes(wanted));
}

function features({ scorer }: Sources, q: string | undefined): wire.FeaturesResponse {
  const all: readonly About[] = scorer.catalogue === 'county' ? countyFeatures : panelCatalogue;
  const columns = all.filter(({ role }) => role === 'feature');
  const read = new Set(scorer.info.features.map(({ name }) => name));
  return {
    catalogue: scorer.catalogue,
    total: columns.length,
    items: columns
      .filter(({ name, title, department }) => holds(q, name, title, department))
      .map(({ name, title, unit, direction, missing, reason, department, sensitivity, legalBasis }) => ({
        ...{ name, family: name.split('__')[0] ?? name, title, unit, direction, missing, reason, department },
        ...{ sensitivity, legal_basis: legalBasis, in_model: read.has(name) },
      })),
  };
}

async function signals({ now }: Sources, q: string | undefined): Promise<wire.SignalsResponse> {
  const today = isoDate(chinaMoment(now()).slice(0, 10));
  const { from, items: all } = await loadSignals({ asOf: today });
  const declared = new Map(countyFeatures.map((feature) => [feature.name, feature]));
  const conditionOf = ({ feature, ...limits }: Signal['levels'][number]['when'][number]) => ({
    ...{ feature, title: declared.get(feature)?.title ?? { zh: feature, en: feature } },
    ...{ unit: declared.get(feature)?.unit ?? '' },
    ...{ at_least: limits.at_least ?? null, at_most: limits.at_most ?? null },
  });
  return {
    from,
    items: all
      .filter(({ code, title }) => holds(q, code, title))
      .map((signal) => ({
        ...{ code: signal.code, family: signal.family, title: signal.title, says: signal.says },
        levels: signal.levels.map(({ level, when }) => ({ level, when: when.map(conditionOf) })),
        ...{ expires_after_days: signal.expires_after_days, legal_basis: signal.legal_basis },
        ...{ false_positives: signal.false_positives, opt_in: signal.opt_in },
        ...{ source: signal.source.text, verified: signal.source.verified },
      })),
  };
}

function items(served: ServedLaw, q: string | undefined): wire.PolicyItemsResponse {
  const { policy, asOf, region } = served;
  return {
    as_of: asOf,
    region,
    items: policy.items
      .filter(({ id, title, department }) => holds(q, id, title, department))
      .map((item) => itemOf(served, item)),
  };
}

function itemOf({ policy, law }: ServedLaw, item: Item): wire.PolicyItemsResponse['items'][number] {
  const { id, title, department, level, kind, isCeiling } = item;
  const isInForce = law.value(item.inForce) === 1;
  const unverified = isInForce
    ? parametersOf(item, policy).filter((parameter) => !law.resolve(parameter).isVerified)
    : [];
  return {
    ...{ id, title, department, level, kind, in_force: isInForce, is_ceiling: isCeiling },
    clauses: item.clauses.map((clause) => ({
      ...{ id: clause.id, title: clause.title },
      law: lawReference(policy, clause.law),
    })),
    amount_law: lawReference(policy, item.amount?.law),
    ...{ verified: unverified.length === 0, unverified },
  };
}
