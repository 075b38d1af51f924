/**
 * What-if of one household or standard family on the wire. Money is fen a month unless a name says otherwise.
 */
import * as z from 'zod';
import { band, day, fen, probability, text } from './common.ts';
import { inDigits } from './numbers.ts';

const memberNumber = z.int().min(1).max(99).describe('1 is the head');
const named = z.object({ item: z.string(), title: text });

/** Points of the curve are side by side: `wage_fen_month[i]` leaves `net_fen_month[i]`. */
export const budgetCurve = z
  .object({
    earner: memberNumber,
    wage_fen_month: z.array(z.number()),
    net_fen_month: z.array(z.number()).describe('all income and assistance paid in money'),
    cliffs: z.array(
      z.object({
        wage_fen_month: fen.describe('wage before the drop'),
        depth_fen_month: fen.describe('by how much the month falls for 20 yuan more'),
        lost: z.array(named).describe('items that end there, in money or not'),
        cut: z
          .array(z.object({ ...named.shape, fen_month: fen }))
          .describe('items that pay less from there on, and by how much: what makes the drop'),
      }),
    ),
  })
  .meta({ id: 'BudgetCurve' });

export const householdWhatIfRequest = z
  .strictObject({
    set: z
      .array(
        z.strictObject({
          fact: z.string().min(1).max(100).describe('facts of GET /v1/what-if/parameters'),
          member: memberNumber.default(1).describe('of a person’s fact'),
          value: z
            .union([z.number(), z.boolean(), z.string().max(100), z.null()])
            .describe('yuan (a year’s for incomes), a number, yes/no, a code’s name; null: not known'),
        }),
      )
      .max(50)
      .default([]),
    reform: z
      .record(z.string().min(1).max(100), z.union([z.number(), z.boolean()]))
      .default({})
      .describe('parameters as in a scenario: the law after'),
    earner: memberNumber.default(1).describe('whose wage the curve walks'),
  })
  .meta({ id: 'HouseholdWhatIfRequest' });

const standing = z.object({
  income_fen_month: fen.describe('recorded income'),
  benefits_fen_month: fen.describe('what certain items pay every month or year'),
  net_fen_month: fen,
  entitlements: z.array(
    z.object({
      ...named.shape,
      kind: z.string().describe('status, monthly, yearly, once, in_kind, waiver, service'),
      member: memberNumber.nullable().describe('null: the household'),
      amount_fen: z.number().nullable().describe('in the item’s own period'),
      standing: z.enum(['met', 'unknown']).describe('unknown: something must be asked first'),
    }),
  ),
  curve: budgetCurve,
});

const score = z.object({ probability, lower: probability, upper: probability, band: band });

export const householdWhatIfResponse = z
  .object({
    as_of: day,
    region: z.string(),
    generation: z.string().nullable().describe('null for a standard family'),
    subject: z.string().describe('household or standard family'),
    members: z.array(
      z.object({ member: memberNumber, age: z.number().nullable(), relation: z.string().nullable() }),
    ),
    before: standing,
    after: standing,
    gained: z.array(named),
    lost: z.array(named),
    score: z
      .object({
        model_id: z.string(),
        before: score,
        after: score,
        not_followed: z
          .array(z.string())
          .describe('changed facts that leave no row in a ledger: the score does not follow'),
      })
      .nullable()
      .describe('null for a standard family, and where no county list is published'),
  })
  .meta({ id: 'HouseholdWhatIfResponse' });

export const budgetCurveQuery = z.strictObject({
  earner: z.preprocess(inDigits, memberNumber).default(1),
});

export const budgetCurveResponse = z
  .object({
    as_of: day,
    region: z.string(),
    generation: z.string().nullable(),
    subject: z.string(),
    curve: budgetCurve,
  })
  .meta({ id: 'BudgetCurveResponse' });

export const familiesResponse = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        title: text,
        members: z.array(z.object({ member: memberNumber, title: text })),
      }),
    ),
  })
  .meta({ id: 'FamiliesResponse' });

export const subjectParams = z.strictObject({ id: z.string().min(1).max(128) });
