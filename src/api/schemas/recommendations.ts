/**
 * What assistance fits a household, on the wire: `GET /v1/households/{id}/recommendations`. The rules say so, no score.
 */
import * as z from 'zod';
import { findingKinds } from '../../recommend/finding.ts';
import { day, fen, householdId, text } from './common.ts';

const item = z.object({ id: z.string(), ...text.shape }).meta({ id: 'AssistanceItem' });
const law = z
  .object({ ...text.shape, article: z.string(), number: z.string().nullable().describe('of the document') })
  .meta({ id: 'LawReference' });
const outcome = z.enum(['met', 'missed', 'unknown']).meta({ id: 'ClauseOutcome' });

const line = z
  .object({
    rank: z.int().positive().describe('1 = first'),
    finding: z.enum(findingKinds).meta({
      id: 'Finding',
      description:
        'entitled and not held; near: one limit missed by little; ask: facts are unknown; review: held but not met; overlap; gap: nothing is held at all',
    }),
    finding_title: text,
    item,
    department: text,
    amount_fen: fen.nullable(),
    period: z.enum(['month', 'year', 'once']).nullable(),
    is_ceiling: z.boolean().describe('an officer decides within the amount'),
    margin_fen: fen.nullable().describe('near: by how much the limit is missed'),
    with: z.array(item).describe('items this one opens; of an overlap those it is held with'),
    bundle: z.string().nullable().describe('procedure that handles it'),
    ...text.shape,
    clauses: z
      .array(z.object({ ...text.shape, outcome, law, person_id: z.string().nullable() }))
      .describe('the item’s conditions and where the law says so'),
  })
  .meta({ id: 'RecommendationLine' });

const bundle = z
  .object({
    procedure: z.string(),
    ...text.shape,
    items: z.array(item),
    departments: z.array(text),
    papers: z.array(text).describe('what only the household can bring'),
    deadlines: z
      .array(
        z.object({
          ...text.shape,
          limit: z.number(),
          unit: z.string(),
          from: day,
          due: day,
        }),
      )
      .describe('if accepted on the day; empty when that year has no working-day calendar yet'),
  })
  .meta({ id: 'Bundle', description: '一件事: items that go through one procedure together' });

export const recommendationsResponse = z
  .object({
    household_id: householdId,
    as_of: day,
    known_at: day,
    generation: z.string(),
    region: z.string().describe('whose law holds'),
    held: z.array(z.object({ item, amount_fen: fen.nullable(), since: day })).describe('what is held now'),
    lines: z.array(line).describe('in the order of rank'),
    bundles: z.array(bundle),
    asks: z
      .array(z.object({ fact: z.string(), ...text.shape, person_id: z.string().nullable() }))
      .describe('what would have to be known'),
  })
  .meta({ id: 'RecommendationsResponse' });
