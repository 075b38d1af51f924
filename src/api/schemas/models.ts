/**
 * The model registry on the wire.
 */
import * as z from 'zod';
import { text } from './common.ts';

const role = z.enum(['champion', 'challenger']);
const holder = z.object({ model: z.string(), by: z.string(), at: z.string(), because: z.string() });
const share = z.number().min(0).max(1);

export const registeredModel = z
  .object({
    id: z.string(),
    label: text,
    families: z.array(z.string()),
    roles: z.array(role),
    in_use: z.boolean().describe('the published list was scored with it'),
    features: z.int(),
    trained_on: z.array(z.string()),
    tested_on: z.array(z.string()),
    metrics: z.record(z.string(), z.number()),
    damaged: z.string().nullable().describe('why it cannot be used; its other members are then empty'),
  })
  .meta({ id: 'RegisteredModel' });

export const modelsResponse = z
  .object({
    champion: holder.nullable(),
    challenger: holder.nullable(),
    proposal: holder.nullable().describe('waits for a second person'),
    items: z.array(registeredModel),
    history: z
      .array(holder.extend({ number: z.int(), action: z.string(), hash: z.string() }))
      .describe('oldest first; the chain was checked'),
  })
  .meta({ id: 'ModelsResponse' });

const rate = z.object({
  value: share.nullable(),
  low: share.nullable(),
  high: share.nullable(),
  estimable: z.boolean().describe('false: too few to say anything'),
});

const fairnessGroup = z.object({
  name: text,
  rows: z.int(),
  positives: z.int(),
  recall: rate.describe('of those who fell, the share on the list'),
  precision: rate,
  difference: z.number().nullable().describe('recall minus recall of all others'),
  difference_low: z.number().nullable(),
  difference_high: z.number().nullable(),
  verdict: z.enum(['missed_more', 'missed_less', 'similar', 'inconclusive', 'not_estimable']),
});

export const evaluation = z.object({
  question: text,
  target: text,
  rows: z.int(),
  households: z.int(),
  positives: z.int(),
  capacity: share.describe('share of households that can be visited'),
  metrics: z.array(
    z.object({
      id: z.string(),
      title: text,
      value: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
  calibration: z.array(
    z.object({ mean_p: share, rate: share, rate_low: share, rate_high: share, count: z.number() }),
  ),
  importance: z
    .array(z.object({ feature: z.string(), title: text, value: z.number() }))
    .describe('strongest first'),
  timeline: z.array(
    z.object({
      role: z.string(),
      from: z.string(),
      to: z.string(),
      labels_until: z.string(),
      rows: z.int(),
      positives: z.int(),
    }),
  ),
  caveats: z.array(text),
  fairness: z
    .array(z.object({ id: z.string(), title: text, groups: z.array(fairnessGroup) }))
    .describe('columns, uncrossed'),
});

export const registeredModelResponse = z
  .object({
    model: registeredModel,
    manifest: z.string().describe('SHA-256 of the bundle'),
    generation: z.string().nullable(),
    evaluation: evaluation.nullable().describe('null in a bundle made without one'),
    links: z.object({
      card: z.string(),
      data_sheet: z.string(),
      report: z.string().nullable(),
      drift: z.string().nullable(),
    }),
  })
  .meta({ id: 'RegisteredModelResponse' });

export const modelParams = z.strictObject({ id: z.string().min(1).max(128) });
export const cardQuery = z.strictObject({
  form: z.enum(['html', 'markdown']).default('html'),
  language: z.enum(['zh', 'en']).default('zh').describe('of Markdown; the page has both'),
});
