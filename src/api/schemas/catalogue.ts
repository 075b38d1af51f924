/**
 * The catalogues on the wire: features, signals, items of the law.
 */
import * as z from 'zod';
import { band, day, text } from './common.ts';

export const lawReference = z
  .object({
    document: text,
    number: z.string().nullable().describe('document number, e.g. 民发〔2021〕57号'),
    article: z.string().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: 'CitedLaw' });

export const catalogueQuery = z.strictObject({
  q: z.string().min(1).max(100).optional().describe('part of a name or title, Chinese or English'),
});

export const featuresResponse = z
  .object({
    catalogue: z.enum(['county', 'panel']),
    total: z.int(),
    items: z.array(
      z.object({
        name: z.string(),
        family: z.string(),
        title: text,
        unit: z.string(),
        direction: z
          .enum(['rises', 'falls', 'either'])
          .describe('whether risk may only rise with it, only fall, or either'),
        missing: text.describe('what a missing value means'),
        reason: text.describe('sentence for caseworkers'),
        department: text,
        sensitivity: z.enum(['ordinary', 'personal', 'sensitive']),
        legal_basis: text,
        in_model: z.boolean().describe('the model in use reads it'),
      }),
    ),
  })
  .meta({ id: 'FeaturesResponse' });

const condition = z.object({
  feature: z.string(),
  title: text,
  unit: z.string(),
  at_least: z.number().nullable(),
  at_most: z.number().nullable(),
});

export const signalsResponse = z
  .object({
    from: z.string().describe('first day these thresholds hold'),
    items: z.array(
      z.object({
        code: z.string(),
        family: z.string(),
        title: text,
        says: text,
        levels: z.array(z.object({ level: band, when: z.array(condition).describe('all of them') })),
        expires_after_days: z.int(),
        legal_basis: text,
        false_positives: text,
        opt_in: z.boolean(),
        source: z.string(),
        verified: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SignalsResponse' });

export const policyItemsResponse = z
  .object({
    as_of: day,
    region: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        title: text,
        department: text,
        level: z.enum(['person', 'household']),
        kind: z.string(),
        in_force: z.boolean(),
        is_ceiling: z.boolean().describe('an officer decides within the amount'),
        clauses: z.array(z.object({ id: z.string(), title: text, law: lawReference.nullable() })),
        amount_law: lawReference.nullable(),
        verified: z.boolean().describe('every number it depends on was read in its document'),
        unverified: z.array(z.string()).describe('parameters to be checked locally'),
      }),
    ),
  })
  .meta({ id: 'PolicyItemsResponse' });
