import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import fc from 'fast-check';
import {
  handScorer,
  modelInfo,
  publishedWorld,
  rankedScores,
  runOf,
  type World,
} from '../../test/api/world.ts';
import { publishScores } from '../store/index.ts';
import { buildApp } from './app.ts';
import type { ModelResponse, Problem, ScoreResponse, ScoresResponse } from './types.ts';

let world: World;
let app: FastifyInstance;
beforeAll(() => {
  world = publishedWorld(5);
  app = buildApp({ store: world.store, scorer: handScorer });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const post = (payload: object): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'POST', url: '/v1/score', payload });

const names = modelInfo.features.map((feature) => feature.name);

describe('POST /v1/score', () => {
  it('gives probability, interval, band and reasons with model and dates beside each', async () => {
    const answer = await post({
      as_of: '2014-03-31',
      data_date: '2014-02-28',
      households: [
        {
          household_id: 'a',
          features: { income__relative_4q_ratio: 0.25, household__members_count: 4, work__earners_count: 1 },
        },
      ],
    });

    expect(answer.statusCode).toBe(200);
    const body = answer.json<ScoreResponse>();
    const probability = 1 / (1 + Math.exp(0.5));
    expect(body).toMatchObject({ model: { id: 'model-hand' }, as_of: '2014-03-31', data_date: '2014-02-28' });
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      household_id: 'a',
      model_id: 'model-hand',
      as_of: '2014-03-31',
      data_date: '2014-02-28',
      probability: expect.closeTo(probability, 12) as number,
      lower: expect.closeTo(probability - 0.05, 12) as number,
      upper: expect.closeTo(probability + 0.05, 12) as number,
      band: 'orange',
      missing_features: [],
    });
    expect(body.items[0]?.reasons.map((reason) => [reason.feature, reason.contribution])).toEqual([
      ['household__members_count', 1],
      ['income__relative_4q_ratio', -0.5],
      ['work__earners_count', -0.5],
    ]);
  });

  it('tells every horizon of a model that answers several, as published lists do', async () => {
    const horizons = [3, 6, 12].map((months) => ({ months, probability: months / 48 }));
    const score: typeof handScorer.score = (X, top) =>
      handScorer.score(X, top).map((one) => ({ ...one, horizons }));
    const several = buildApp({ store: world.store, scorer: { ...handScorer, score } });
    const [first] = rankedScores(1);
    publishScores(world.store, runOf('run-horizons'), [{ ...first!, horizons }], []);

    const payload = { as_of: '2014-03-31', households: [{ features: {} }] };
    const scored = await several.inject({ method: 'POST', url: '/v1/score', payload });
    const listed = await several.inject('/v1/scores?run=run-horizons');
    await several.close();

    expect(scored.json<ScoreResponse>().items[0]?.horizons).toEqual(horizons);
    expect(listed.json<ScoresResponse>().items[0]?.horizons).toEqual(horizons);
  });

  it('counts absent and null features as missing and lists them', async () => {
    const body = (
      await post({
        as_of: '2014-03-31',
        households: [{ features: { work__earners_count: null } }, { features: {} }],
      })
    ).json<ScoreResponse>();

    expect(body.items.map((item) => item.missing_features)).toEqual([names, names]);
    expect(body.items[0]).toMatchObject({ household_id: null, data_date: '2014-03-31' });
    expect(body.items[0]?.probability).toBeCloseTo(1 / (1 + Math.exp(0.5)), 12);
  });

  it('keeps the order of the request and scores each household as if it came alone', async () => {
    const household = fc.record(
      Object.fromEntries(names.map((name) => [name, fc.option(fc.double({ min: -5, max: 5, noNaN: true }))])),
      { requiredKeys: [] },
    );

    await fc.assert(
      fc.asyncProperty(fc.array(household, { minLength: 1, maxLength: 6 }), async (features) => {
        const as_of = '2014-03-31';
        const households = features.map((one, i) => ({ household_id: `h${i}`, features: one }));
        const together = (await post({ as_of, households })).json<ScoreResponse>();
        const alone = await Promise.all(
          households.map(
            async (one) => (await post({ as_of, households: [one] })).json<ScoreResponse>().items[0],
          ),
        );
        expect(together.items).toEqual(alone);
      }),
      { seed: 13, numRuns: 30 },
    );
  });

  it('gives as many reasons as asked for', async () => {
    const households = [{ features: { household__members_count: 2 } }];
    const counted = async (top_reasons: number): Promise<number | undefined> =>
      (await post({ as_of: '2014-03-31', top_reasons, households })).json<ScoreResponse>().items[0]?.reasons
        .length;

    expect([await counted(0), await counted(1), await counted(200)]).toEqual([0, 1, 3]);
  });

  it('takes 1,000 households and refuses 1,001', async () => {
    const households = (n: number): object[] => Array.from({ length: n }, () => ({ features: {} }));

    const whole = await post({ as_of: '2014-03-31', households: households(1000) });
    const tooMany = await post({ as_of: '2014-03-31', households: households(1001) });

    expect(whole.json<ScoreResponse>().items).toHaveLength(1000);
    expect(tooMany.statusCode).toBe(400);
    expect(tooMany.json<Problem>().errors?.[0]?.pointer).toBe('#/households');
  });

  it('refuses unknown features by name and place', async () => {
    const answer = await post({
      as_of: '2014-03-31',
      households: [
        { features: { household__members_count: 1 } },
        { features: { 'household/size~1': 1, income: 2 } },
      ],
    });

    const problem = answer.json<Problem>();
    expect(answer.statusCode).toBe(422);
    expect(problem.code).toBe('JZ_FEATURE_UNKNOWN');
    expect(problem.details['names']).toBe('household/size~1, income');
    expect(problem.errors?.map((error) => error.pointer)).toEqual([
      '#/households/1/features/household~1size~01',
      '#/households/1/features/income',
    ]);
  });

  it('refuses data later than the as-of date', async () => {
    const answer = await post({
      as_of: '2014-03-31',
      data_date: '2014-04-01',
      households: [{ features: {} }],
    });

    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([422, 'JZ_DATA_DATE_LATE']);
  });

  const one = [{ features: {} }];
  it.each<[string, object, string[]]>([
    ['no as-of date', { households: one }, ['#/as_of']],
    ['a day that does not exist', { as_of: '2014-02-30', households: one }, ['#/as_of']],
    ['no household', { as_of: '2014-03-31', households: [] }, ['#/households']],
    [
      'text for a number',
      { as_of: '2014-03-31', households: [{ features: { x: '1' } }] },
      ['#/households/0/features/x'],
    ],
    [
      'features as a list',
      { as_of: '2014-03-31', households: [{ features: [1] }] },
      ['#/households/0/features'],
    ],
    ['a misspelt key', { asof: 1, as_of: '2014-03-31', households: one }, ['#/asof']],
    [
      'an empty id',
      { as_of: '2014-03-31', households: [{ household_id: '', features: {} }] },
      ['#/households/0/household_id'],
    ],
    ['a list for a body', [], ['#']],
  ])('refuses %s and points at it', async (_, payload, pointers) => {
    const answer = await post(payload);

    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().errors?.map((error) => error.pointer)).toEqual(pointers);
  });

  it('refuses a number too large to be one', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/score',
      headers: { 'content-type': 'application/json' },
      payload: '{"as_of":"2014-03-31","households":[{"features":{"household__members_count":1e999}}]}',
    });

    expect(answer.statusCode).toBe(400);
  });
});

describe('GET /v1/models/current', () => {
  it('says what the model is, trained and tested on', async () => {
    const card = (await app.inject('/v1/models/current')).json<ModelResponse>();

    expect(card).toEqual({
      id: 'model-hand',
      family: 'scorecard',
      label: modelInfo.label,
      features: modelInfo.features,
      trained_on: ['2012-12-31'],
      calibrated_on: ['2013-03-31'],
      tested_on: ['2013-06-30'],
      metrics: { auc: 0.8, ece: 0.01 },
      band_thresholds: { red: 0.5, orange: 0.3, yellow: 0.15 },
      has_report: false,
    });
  });
});
