import { matrix, type Matrix } from '../../core/matrix.ts';
import type { HouseholdScore, Scorer } from '../../scoring/types.ts';
import { fieldError, FieldsError, pointerTo, type FieldError } from '../field-error.ts';
import { scoreRequest, scoreResponse } from '../schemas.ts';
import type * as wire from '../types.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

/** `POST /v1/score`: scores households given as features, with reasons. */
export function addScoreRoutes(app: Api, { scorer, noteLook, metrics }: Sources): void {
  const known = new Set(scorer.info.features.map((feature) => feature.name));
  app.post(
    '/v1/score',
    {
      config: { access: 'scoring' },
      schema: {
        operationId: 'scoreHouseholds',
        summary: '给出特征，返回概率、区间、等级和理由 / score households by their features',
        description:
          'A feature left out or null counts as missing and is listed; an unknown name is refused.',
        tags: ['scores'],
        body: scoreRequest,
        response: {
          200: scoreResponse,
          400: problems[400],
          413: problems[413],
          415: problems[415],
          422: problems[422],
          ...commonProblems,
        },
      },
    },
    async ({ account, body }) => {
      const answer = scoreHouseholds(scorer, known, body);
      const named = body.households.flatMap(({ household_id: id }) => (id === undefined ? [] : [id]));
      const [household] = named;
      if (household !== undefined)
        await noteLook(account, { action: 'score', household, details: { as_of: body.as_of, named } });
      metrics.countScores(answer.items.length);
      return answer;
    },
  );
}

type Body = ReturnType<typeof scoreRequest.parse>;

function scoreHouseholds(scorer: Scorer, known: ReadonlySet<string>, body: Body): wire.ScoreResponse {
  const dataDate = body.data_date ?? body.as_of;
  if (dataDate > body.as_of) throw laterThanAsOf(dataDate, body.as_of);
  refuseUnknown(body, known, scorer.info.id);
  const names = scorer.info.features.map((feature) => feature.name);
  const scores = scorer.score(matrixOf(body, names), body.top_reasons);
  const { id, family, label } = scorer.info;
  const dates = { as_of: body.as_of, data_date: dataDate };
  return {
    model: { id, family, label },
    ...dates,
    items: scores.map((score, i) => ({
      household_id: body.households[i]?.household_id ?? null,
      model_id: id,
      ...dates,
      ...scoreOf(score),
      missing_features: names.filter((name) => (body.households[i]?.features[name] ?? null) === null),
    })),
  };
}

function scoreOf(
  score: HouseholdScore,
): Pick<
  wire.ScoredHousehold,
  'probability' | 'lower' | 'upper' | 'band' | 'is_uncertain' | 'horizons' | 'reasons'
> {
  const { probability, lower, upper, band, isUncertain: is_uncertain, horizons, reasons } = score;
  const further = horizons ? { horizons: [...horizons] } : {};
  return { probability, lower, upper, band, is_uncertain, ...further, reasons: [...reasons] };
}

function matrixOf(body: Body, names: readonly string[]): Matrix {
  const columns = names.map((name) => {
    const column = new Float64Array(body.households.length);
    for (const [i, { features }] of body.households.entries()) column[i] = features[name] ?? NaN;
    return column;
  });
  return matrix(names, columns, body.households.length);
}

function laterThanAsOf(dataDate: string, asOf: string): FieldsError {
  const details = { data_date: dataDate, as_of: asOf };
  const wording = { en: `later than as_of ${asOf}`, zh: `晚于 as_of ${asOf}` };
  return new FieldsError('JZ_DATA_DATE_LATE', details, [fieldError('#/data_date', 'too_late', wording)]);
}

/** @throws JZ_FEATURE_UNKNOWN naming each unknown feature and where it stands */
function refuseUnknown(body: Body, known: ReadonlySet<string>, model: string): void {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  body.households.forEach((household, i) => {
    for (const name of Object.keys(household.features)) {
      if (known.has(name)) continue;
      names.add(name);
      errors.push(unknownFeature(i, name));
    }
  });
  if (errors.length === 0) return;
  const listed = [...names].slice(0, 10).join(', ');
  throw new FieldsError('JZ_FEATURE_UNKNOWN', { model, names: listed }, errors.slice(0, 100));
}

function unknownFeature(row: number, name: string): FieldError {
  const pointer = pointerTo('body', ['households', row, 'features', name]);
  const wording = { en: `The model has no feature ${name}.`, zh: `模型没有特征 ${name}。` };
  return fieldError(pointer, 'unknown_feature', wording);
}
