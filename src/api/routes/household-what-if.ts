import type { SupposedHousehold } from '../../dossier/suppose.ts';
import type { Policy } from '../../policy/index.ts';
import type { HouseholdScore } from '../../scoring/types.ts';
import type { Standing } from '../../whatif/household/compare.ts';
import { supposeFacts, type Supposed } from '../../whatif/household/suppose.ts';
import { factsOfFamily, standardFamilies, standardFamily } from '../../whatif/standard-families.ts';
import type { ServedLaw } from '../law.ts';
import { atPlace } from '../place.ts';
import { householdParams } from '../schemas/common.ts';
import {
  budgetCurveQuery,
  budgetCurveResponse,
  familiesResponse,
  householdWhatIfRequest,
  householdWhatIfResponse,
  subjectParams,
} from '../schemas/household-what-if.ts';
import type * as wire from '../types-analysis.ts';
import { curveOf } from '../what-if/result.ts';
import { seenHousehold } from './dossier.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

const answers = { 400: problems[400], 404: problems[404], 422: problems[422], ...commonProblems };
const bodyAnswers = { ...answers, 413: problems[413], 415: problems[415] };
const bodyLimit = 65_536;
const nothing = { set: [], reform: {} };

type Law = () => Promise<ServedLaw>;

/** What-if and budget curve of one household, and of the standard families. */
export function addHouseholdWhatIfRoutes(app: Api, sources: Sources, law: Law): void {
  addHouseholds(app, sources, law);
  addFamilyList(app);
  addFamilies(app, law);
}

function addHouseholds(app: Api, sources: Sources, law: Law): void {
  app.post(
    '/v1/households/:id/what-if',
    {
      config: { access: 'households' },
      bodyLimit,
      schema: {
        operationId: 'supposeHousehold',
        summary: '一户推演：改事实或改政策，看待遇、收入、陡坡、风险 / what if, for one household',
        description:
          'Nothing is changed; noted in the audit chain. The first score after a start takes some seconds.',
        tags: ['households'],
        params: householdParams,
        body: householdWhatIfRequest,
        response: { 200: householdWhatIfResponse, ...bodyAnswers },
      },
    },
    async ({ account, params: { id }, body }) => {
      const served = await law();
      const { households, run, score } = await seenHousehold(sources, account, id);
      await sources.noteLook(account, { action: 'what_if', household: id });
      const asked = { ...body, isScored: score !== null };
      const { supposed, lawRegion } = await atPlace('invalid_change', () => households.suppose(id, asked));
      return {
        ...supposedAnswer(served, supposed, body.earner),
        ...{ region: lawRegion, generation: run.generationId, subject: id },
        score: supposed.score && scoreOf(run.model.id, supposed.score),
      };
    },
  );
  app.get(
    '/v1/households/:id/budget-curve',
    {
      config: { access: 'households' },
      schema: {
        operationId: 'getBudgetCurve',
        summary: '一户的月收入曲线与陡坡 / a household’s month as one wage rises, with every cliff',
        tags: ['households'],
        params: householdParams,
        querystring: budgetCurveQuery,
        response: { 200: budgetCurveResponse, ...answers },
      },
    },
    async ({ account, params: { id }, query: { earner } }) => {
      const { policy, asOf } = await law();
      const { households, run } = await seenHousehold(sources, account, id);
      await sources.noteLook(account, { action: 'what_if', household: id });
      const { supposed, lawRegion } = await households.suppose(id, { ...nothing, earner, isScored: false });
      return {
        ...{ as_of: asOf, region: lawRegion, generation: run.generationId, subject: id },
        curve: curveOf(policy, supposed.comparison.before.curve, earner),
      };
    },
  );
}

function addFamilies(app: Api, law: Law): void {
  const supposed = async (id: string, asked: Parameters<typeof supposeFacts>[2]) => {
    const served = await law();
    const family = standardFamily(id);
    const found = await atPlace('invalid_change', () =>
      supposeFacts(served, factsOfFamily(family, served.asOf), asked),
    );
    return { served, found };
  };
  app.post(
    '/v1/what-if/families/:id',
    {
      config: { access: 'what_if_results' },
      bodyLimit,
      schema: {
        operationId: 'supposeFamily',
        summary: '标准家庭推演 / what if, for a standard family',
        tags: ['what-if'],
        params: subjectParams,
        body: householdWhatIfRequest,
        response: { 200: householdWhatIfResponse, ...bodyAnswers },
      },
    },
    async ({ params: { id }, body }) => {
      const { served, found } = await supposed(id, body);
      const answer = supposedAnswer(served, found, body.earner);
      return { ...answer, region: served.region, generation: null, subject: id, score: null };
    },
  );
  app.get(
    '/v1/what-if/families/:id/budget-curve',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'getFamilyBudgetCurve',
        summary: '标准家庭的月收入曲线与陡坡 / a standard family’s month as one wage rises',
        tags: ['what-if'],
        params: subjectParams,
        querystring: budgetCurveQuery,
        response: { 200: budgetCurveResponse, ...answers },
      },
    },
    async ({ params: { id }, query: { earner } }) => {
      const { served, found } = await supposed(id, { ...nothing, earner });
      return {
        ...{ as_of: served.asOf, region: served.region, generation: null, subject: id },
        curve: curveOf(served.policy, found.comparison.before.curve, earner),
      };
    },
  );
}

function addFamilyList(app: Api): void {
  app.get(
    '/v1/what-if/families',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'listFamilies',
        summary: '标准家庭 / standard families',
        tags: ['what-if'],
        response: { 200: familiesResponse, ...commonProblems },
      },
    },
    () => ({
      items: standardFamilies.map(({ id, title, members }) => ({
        ...{ id, title },
        members: members.map((member, i) => ({ member: i + 1, title: member.title })),
      })),
    }),
  );
}

function supposedAnswer(
  { policy, asOf }: ServedLaw,
  { members, comparison }: Pick<Supposed, 'members' | 'comparison'>,
  earner: number,
): Omit<wire.HouseholdWhatIfResponse, 'region' | 'generation' | 'subject' | 'score'> {
  const { before, after, gained, lost } = comparison;
  return {
    as_of: asOf,
    members: members.map(({ age, relation }, i) => ({ member: i + 1, age, relation })),
    before: standingOf(policy, before, earner),
    after: standingOf(policy, after, earner),
    gained: gained.map((id) => named(policy, id)),
    lost: lost.map((id) => named(policy, id)),
  };
}

function standingOf(
  policy: Policy,
  { incomeFen, benefitsFen, netFen, entitlements, curve }: Standing,
  earner: number,
): wire.HouseholdWhatIfResponse['before'] {
  return {
    ...{ income_fen_month: incomeFen, benefits_fen_month: benefitsFen, net_fen_month: netFen },
    entitlements: entitlements.map(({ item, title, kind, person, amountFen, standing }) => ({
      ...{ item, title, kind, member: person === null ? null : person + 1, amount_fen: amountFen, standing },
    })),
    curve: curveOf(policy, curve, earner),
  };
}

function named(policy: Policy, id: string): { item: string; title: { zh: string; en: string } } {
  return { item: id, title: policy.items.find((item) => item.id === id)?.title ?? { zh: id, en: id } };
}

function scoreOf(
  model: string,
  { before, after, untraced }: NonNullable<SupposedHousehold['score']>,
): NonNullable<wire.HouseholdWhatIfResponse['score']> {
  const side = ({ probability, lower, upper, band }: HouseholdScore) => ({ probability, lower, upper, band });
  return { model_id: model, before: side(before), after: side(after), not_followed: [...untraced] };
}
