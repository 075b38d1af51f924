/**
 * Policy what-if on the wire: scenarios, parameters, jobs and their results. `_fen_month` is money in fen a month.
 */
import * as z from 'zod';
import { scenarioSchema } from '../../whatif/scenario.ts';
import { budgetCurve } from './household-what-if.ts';
import { lawReference } from './catalogue.ts';
import { band, day, fen, text } from './common.ts';
import { inDigits, maxPageSize } from './numbers.ts';

const count = z.int().nonnegative();
/** `null`: fewer households than may be told (`smallest_cell`), or what would give such a number away. */
const cell = count.nullable().describe('null: too few households to be told');
const hidden = fen.nullable().describe('fen a month; null: too few households to be told');

export const whatIfRequest = scenarioSchema.meta({
  id: 'WhatIfRequest',
  description:
    'A scenario in the words of the scenario files; values as the law writes them: yuan, ratios, yes/no',
});

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'lost'] as const;

const problem = z.object({ code: z.string(), detail: z.string(), detail_zh: z.string() });

export const whatIfJob = z
  .object({
    id: z.string(),
    state: z.enum(jobStates).describe('lost: the service ended while it ran, and it was not run again'),
    state_zh: z.string(),
    title: text,
    submitted_by: z.string(),
    submitted_at: z.string(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
    queue_place: count.nullable().describe('1 is next; null when not waiting'),
    progress: z.object({
      step: text,
      done: z.number().min(0).max(1).describe('share of the whole'),
    }),
    problem: problem.nullable().describe('why it failed'),
    scenario: whatIfRequest,
    links: z.object({
      self: z.string(),
      events: z.string(),
      report: z
        .string()
        .nullable()
        .describe('self-contained HTML; null until done, or for an account limited to areas'),
      tables: z.array(z.object({ name: z.string(), href: z.string() })).describe('CSV'),
    }),
  })
  .meta({ id: 'WhatIfJob' });

const sides = { before: count, after: count };

const itemChange = z.object({
  item: z.string(),
  title: text,
  households_before: cell,
  households_after: cell,
  cost_before_fen_month: hidden,
  cost_after_fen_month: hidden,
  take_up: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('share of the entitled who hold it now; null: nobody, or too few'),
});

const groupChange = z.object({
  group: z
    .string()
    .describe('tenth 01 (poorest) to 10; or township code, 9 digits; "other": townships too small'),
  households: cell,
  winners: cell,
  losers: cell,
  change_fen_month: hidden,
});

const poverty = z.object({
  fgt0: z.number().describe('share of persons below the line'),
  fgt1: z.number().describe('poverty gap'),
  fgt2: z.number().describe('severity'),
  gini: z.number().nullable(),
});

/** The same figures with everybody taking what they are entitled to, and with take-up as it is now. */
const outcome = z.object({
  caseload: z.object(sides).describe('households that receive something paid every month or year'),
  cost_fen_month: z.object({ before: fen, after: fen }).describe('times 12 is a year'),
  poverty: z.object({ before: poverty, after: poverty }),
  deciles: z.array(groupChange),
  areas: z.array(groupChange).describe('townships one may see'),
});

export const whatIfResult = z
  .object({
    as_of: day,
    region: z.string(),
    generation: z.string(),
    ledger_manifest: z.string(),
    scenario_hash: z.string(),
    result_manifest: z.string().describe('hash of the published report and tables'),
    run_id: z.string().nullable().describe('score list behind `at_risk`'),
    model_id: z.string().nullable(),
    smallest_cell: count.describe('smaller counts of households are null'),
    rounded_to: z
      .object({ households: count, fen_month: fen })
      .describe('counts and amounts, so that two results laid side by side do not tell of single households'),
    households: count,
    persons: count,
    poverty_line_fen_month: fen.describe('a head'),
    changes: z
      .array(z.object({ id: z.string(), title: text, unit: text, before: z.number(), after: z.number() }))
      .describe('parameters that change, as the law writes them'),
    waived: z.array(z.string()).describe('conditions taken as met'),
    items: z.array(itemChange).describe('if everybody took it up'),
    full_take_up: outcome,
    current_take_up: outcome.describe(
      'who holds an item keeps it while entitled; of the newly entitled as large a share as holds it now',
    ),
    at_risk: z
      .array(
        z.object({
          band: band,
          households: cell,
          entitled_before: cell,
          entitled_after: cell,
          holding_now: cell,
        }),
      )
      .nullable()
      .describe('households by the band of the published score list; null when there is none for this date'),
    family: z.object({ id: z.string(), title: text, before: budgetCurve, after: budgetCurve }),
  })
  .meta({ id: 'WhatIfResult' });

export const whatIfJobResponse = z
  .object({ job: whatIfJob, result: whatIfResult.nullable().describe('null until done') })
  .meta({ id: 'WhatIfJobResponse' });

export const whatIfJobsResponse = z
  .object({
    running: count,
    waiting: count,
    places: count.describe('most that may wait'),
    items: z.array(whatIfJob),
  })
  .meta({ id: 'WhatIfJobsResponse' });

export const whatIfJobsQuery = z.strictObject({
  limit: z.preprocess(inDigits, z.int().min(1).max(maxPageSize)).default(20),
});

export const jobParams = z.strictObject({ id: z.string().min(1).max(64) });
export const tableParams = z.strictObject({
  id: z.string().min(1).max(64),
  table: z.string().min(1).max(64),
});

export const parametersResponse = z
  .object({
    as_of: day,
    region: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        programme: z.string().describe('beginning of the id: dibao, dibian …'),
        title: text,
        unit: z.object({ code: z.string(), ...text.shape }),
        kind: z.enum(['number', 'flag']),
        value: z.union([z.number(), z.boolean()]).describe('as the law writes it'),
        min: z.number().nullable().describe('of a slider; other values are allowed too. null for a flag'),
        max: z.number().nullable(),
        step: z.number().nullable(),
        from: z.string().nullable().describe('since when this value holds'),
        region: z.string().describe('whose value it is'),
        verified: z.boolean().describe('the number was read in its document'),
        note: z.string().nullable(),
        law: lawReference.nullable(),
        items: z.array(z.object({ id: z.string(), title: text })).describe('items that pay and depend on it'),
      }),
    ),
    clauses: z
      .array(
        z.object({
          id: z.string(),
          item: z.string(),
          item_title: text,
          title: text,
          law: lawReference.nullable(),
        }),
      )
      .describe('conditions a scenario may waive'),
    facts: z
      .array(
        z.object({
          fact: z.string(),
          title: text,
          level: z.enum(['person', 'household']),
          kind: z.enum(['number', 'flag', 'code']),
          unit: text,
          codes: z.array(z.string()).describe('of a code'),
          can_shock: z.boolean(),
        }),
      )
      .describe('what a shock or a household what-if may change'),
  })
  .meta({ id: 'WhatIfParametersResponse' });

export const scenariosResponse = z
  .object({
    items: z.array(z.object({ id: z.string(), title: text, note: text.nullable(), scenario: whatIfRequest })),
  })
  .meta({ id: 'ScenariosResponse' });
