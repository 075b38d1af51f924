/**
 * The wire format: what every operation takes and gives. OpenAPI and the pages' types are made from these.
 *
 * Units: probabilities are 0..1; `_fen` is money in minor currency units (hundredths) a month; contributions
 * are log-odds; dates are days `YYYY-MM-DD`.
 */
import * as z from 'zod';
import { band, day, householdId, probability, provenance, publication, text } from './schemas/common.ts';
import { inDigits, maxPageSize } from './schemas/numbers.ts';

/** Most households one scoring request may hold. */
export const maxHouseholdsPerRequest = 1000;

export const reason = z
  .object({
    feature: z.string(),
    value: z.number().nullable().describe('null when missing'),
    contribution: z.number().describe('log-odds; positive raises the risk'),
    zh: z.string(),
    en: z.string(),
  })
  .meta({ id: 'Reason' });

export const horizonProbability = z
  .object({ months: z.int().positive(), probability })
  .meta({ id: 'HorizonProbability' });

const scoreFields = {
  probability,
  lower: probability,
  upper: probability,
  band,
  is_uncertain: z
    .boolean()
    .describe('the interval reaches across so many bands that a visit should find out first'),
  horizons: z
    .array(horizonProbability)
    .optional()
    .describe('by every horizon the model answers, the shortest first; absent where it answers one'),
  reasons: z.array(reason).describe('strongest first'),
};

export const rankedHousehold = z
  .object({
    rank: z.int().positive().describe('1 is visited first'),
    household_id: householdId,
    area: z.string().describe('of a county: township, 9 digits'),
    region: z.string().describe('smallest region known'),
    ...scoreFields,
  })
  .meta({ id: 'RankedHousehold' });

export const scoresQuery = z.strictObject({
  band: band.optional(),
  area: z.string().min(1).max(64).optional(),
  min_probability: z.preprocess(inDigits, probability).optional(),
  q: z.string().min(1).max(128).optional().describe('beginning of a household id'),
  run: z.string().min(1).max(128).optional().describe('a published run; default: the newest'),
  cursor: z.string().min(1).max(512).optional().describe('next_cursor of the page before; keeps its run'),
  page: z
    .preprocess(inDigits, z.int().min(1).max(1_000_000))
    .optional()
    .describe('page number, instead of cursor'),
  limit: z.preprocess(inDigits, z.int().min(1).max(maxPageSize)).default(50),
});

export const scoresResponse = z
  .object({
    ...publication,
    total: z.int().nonnegative().describe('households that match the filter'),
    page: z.int().positive().nullable().describe('null when a cursor was used'),
    limit: z.int().positive(),
    next_cursor: z.string().nullable(),
    items: z.array(rankedHousehold).describe('in the order of rank; three strongest reasons each'),
  })
  .meta({ id: 'ScoresResponse' });

export const overviewQuery = z.strictObject({ run: z.string().min(1).max(128).optional() });

export const overviewResponse = z
  .object({
    ...publication,
    scored: z.int().nonnegative(),
    bands: z
      .record(band, z.object({ households: z.int(), expected: z.number() }))
      .describe(
        'households in each band, and how many of them are expected to fall: the sum of their probabilities',
      ),
    areas: z.array(z.object({ area: z.string(), households: z.int() })),
  })
  .meta({ id: 'OverviewResponse' });

export const incomeSource = z.object({ code: z.string(), ...text.shape }).meta({ id: 'IncomeSource' });

export const householdPeriod = z
  .object({
    period: z.string().describe('a quarter 2014Q1 or a month 2014-03'),
    income_total_fen: z.int().nullable(),
    income_per_capita_fen: z.int().nullable(),
    median_per_capita_fen: z.int().nullable().describe('of all households in that period'),
    poverty_line_fen: z.int().nullable().describe('per capita, in that period'),
    relative_income: z.number().nullable().describe('income per capita / median'),
    members: z.int().nullable(),
    poor: z.boolean().nullable(),
    sources: z.array(incomeSource).describe('income sources present in the period'),
  })
  .meta({ id: 'HouseholdPeriod' });

const neighbour = z
  .object({ rank: z.int().positive(), household_id: householdId, probability, band })
  .meta({ id: 'Neighbour' });

export const neighbours = z.object({ previous: neighbour.nullable(), next: neighbour.nullable() });

export const householdQuery = z.strictObject({ run: z.string().min(1).max(128).optional() });

export const householdResponse = z
  .object({
    ...publication,
    scored: z.int().nonnegative().describe('households in the list'),
    currency: z.string().describe('ISO 4217 code of the money shown'),
    household: rankedHousehold,
    history: z.array(householdPeriod).describe('oldest first'),
    neighbours,
  })
  .meta({ id: 'HouseholdResponse' });

export const scoreRequest = z
  .strictObject({
    as_of: day,
    data_date: day.optional().describe('last day the data speak of; default: as_of'),
    top_reasons: z.int().min(0).max(200).default(5).describe('how many reasons to give each household'),
    households: z
      .array(
        z.strictObject({
          household_id: householdId.optional(),
          features: z.record(z.string().min(1).max(200), z.number().nullable()),
        }),
      )
      .min(1)
      .max(maxHouseholdsPerRequest),
  })
  .meta({ id: 'ScoreRequest' });

export const scoredHousehold = z
  .object({
    household_id: householdId.nullable(),
    model_id: z.string(),
    as_of: day,
    data_date: day,
    ...scoreFields,
    missing_features: z.array(z.string()).describe('features not given or null; counted as missing'),
  })
  .meta({ id: 'ScoredHousehold' });

export const scoreResponse = z
  .object({ ...provenance, items: z.array(scoredHousehold).describe('in the order of the request') })
  .meta({ id: 'ScoreResponse' });

export const featureTitle = z
  .object({ name: z.string(), ...text.shape, unit: z.string() })
  .meta({ id: 'FeatureTitle' });

export const modelResponse = z
  .object({
    id: z.string(),
    family: z.string(),
    label: text,
    features: z.array(featureTitle),
    trained_on: z.array(z.string()),
    calibrated_on: z.array(z.string()),
    tested_on: z.array(z.string()),
    metrics: z.record(z.string(), z.number()).describe('out-of-time figures by metric name'),
    band_thresholds: z
      .object({ red: probability, orange: probability, yellow: probability })
      .describe('lowest probability of each band; below yellow is blue'),
    has_report: z.boolean().describe('whether GET /v1/report has something to show'),
  })
  .meta({ id: 'ModelResponse' });

export const healthResponse = z.object({ status: z.literal('ok') }).meta({ id: 'HealthResponse' });

export const readyResponse = z
  .object({ status: z.literal('ready'), run_id: z.string() })
  .meta({ id: 'ReadyResponse' });

export const problem = z
  .object({
    type: z.string().describe('urn:jiuzhu:error:CODE'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    detail_zh: z.string(),
    code: z.string().describe('stable error code JZ_*'),
    instance: z.string().describe('urn:jiuzhu:request:ID, as in the log'),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .describe('JSON pointer into the body (#/as_of), ?name in the query, :name in the path'),
          code: z.string(),
          message: z.string(),
          message_zh: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details, in English and Chinese' });
