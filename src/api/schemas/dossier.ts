/**
 * A household of a county as the ledger knows it on the day of its list, on the wire: `GET /v1/households/{id}/dossier`.
 */
import * as z from 'zod';
import { featureUnits } from '../../dossier/channels.ts';
import { eventKinds } from '../../dossier/rows.ts';
import { neighbours, rankedHousehold } from '../schemas.ts';
import { alert } from './alerts.ts';
import { band, day, fen, householdId, probability, publication, text } from './common.ts';

/** A code of the ledger and its meaning. */
const coded = z.object({ code: z.string(), ...text.shape }).meta({ id: 'Coded' });

const rowSource = z
  .object({ department: text, file: z.string(), row: z.int().describe('the first data row is 1') })
  .meta({ id: 'RowSource' });

const member = z
  .object({
    person_id: z.string().describe('pseudonym'),
    name: z.string().nullable().describe('masked: 王*; null without a vault or its keys'),
    id_number: z.string().nullable().describe('masked: 11010119**********'),
    relation: coded.nullable().describe('to the head; null when a visit found the person'),
    is_head: z.boolean(),
    sex: coded.nullable(),
    age: z.int().nullable().describe('whole years on the day'),
    marital: coded.nullable(),
    education: coded.nullable(),
    since: day.describe('lives here since'),
    found_by_visit: z.boolean(),
    disability: z
      .object({ type: coded, grade: z.int(), care_need: z.boolean().nullable(), since: day })
      .nullable(),
    work: z
      .object({ ...coded.shape, on: day })
      .nullable()
      .describe('latest event of work or unemployment, contributions apart'),
    last_contribution_on: day.nullable().describe('latest payment into social insurance'),
    studies: z
      .object({ stage: coded, status: coded, school_year: z.string() })
      .nullable()
      .describe('latest enrolment'),
    illness: z
      .object({ ...text.shape, since: day })
      .nullable()
      .describe('severe illness on record'),
  })
  .meta({ id: 'Member' });

const grant = z
  .object({
    item: coded,
    person_id: z.string().nullable().describe('null for the household'),
    from: day.describe('first payment on record'),
    to: day.describe('last payment on record'),
    is_current: z.boolean().describe('paid within the last two months'),
    is_monthly: z.boolean(),
    last_fen: fen.nullable().describe('last payment: a month’s amount, or the single payment'),
    total_fen: fen.describe('everything paid from the first day to the last'),
    payments: z.int().positive(),
  })
  .meta({ id: 'Grant' });

const event = z
  .object({
    on: day,
    known_on: day.describe('when the bureau could know'),
    kind: z.enum(eventKinds).meta({ id: 'EventKind' }),
    code: z.string(),
    person_id: z.string().nullable(),
    amount_fen: fen.nullable(),
    zh: z.string(),
    en: z.string(),
    source: rowSource.nullable().describe('null for what is computed from several rows'),
  })
  .meta({ id: 'HouseholdEvent' });

const channel = z
  .object({
    name: z.string().describe('income_all, medical_borne, electricity, aid_paid …'),
    ...text.shape,
    unit: z.enum(featureUnits),
    values: z.array(z.number().nullable()).describe('one for each month; null when nothing is on record'),
  })
  .meta({ id: 'MonthlyChannel' });

const evidenceRow = z
  .object({
    feature: z.object({ name: z.string(), ...text.shape }),
    table: z.object({ name: z.string(), ...text.shape }),
    on: day,
    known_on: day,
    person_id: z.string().nullable(),
    source: rowSource,
    cells: z.array(
      z.object({
        column: z.string(),
        ...text.shape,
        value: z.string().describe('as the ledger holds it; money in fen'),
        value_zh: z.string().describe('in words: codes named, money in yuan'),
        value_en: z.string(),
      }),
    ),
  })
  .meta({ id: 'EvidenceRow' });

const signal = z
  .object({
    code: z.string(),
    family: z.string(),
    level: band,
    title: text,
    says: text,
    expires_on: day,
    evidence: z.array(evidenceRow).describe('rows it stands on, newest first, a few of each feature'),
  })
  .meta({ id: 'HouseholdSignal' });

const lowering = z
  .object({
    band,
    probability,
    ...text.shape,
    changes: z.array(
      z.object({
        feature: z.string(),
        ...text.shape,
        unit: z.string(),
        from: z.number(),
        to: z.number(),
      }),
    ),
  })
  .meta({ id: 'Lowering', description: 'changes that would be enough for a lower band' });

export const dossierResponse = z
  .object({
    ...publication,
    household_id: householdId,
    area: z.string().describe('township, 9 digits'),
    region: z.string().describe('smallest region known'),
    known_at: day.describe('nothing that became known later is shown'),
    scored: z.int().nonnegative().describe('households in the list'),
    score: rankedHousehold.nullable().describe('with every reason; null when it is not in the list'),
    not_scored: z
      .enum(['held', 'waiting', 'empty'])
      .nullable()
      .describe('why it is not in the list: on Dibao or Tekun; its application is open; nobody lives in it'),
    neighbours: neighbours.describe('before and after it in the list, of the areas one may see'),
    alerts: z.array(alert).describe('newest first; at most one is open'),
    members: z.array(member).describe('the head first'),
    grants: z.array(grant).describe('what is drawn now first'),
    timeline: z.array(event).describe('newest first'),
    channels: z.object({
      months: z.array(z.string()).describe('YYYY-MM, oldest first'),
      series: z.array(channel),
    }),
    signals: z.array(signal).describe('most urgent first'),
    what_if: z
      .object({
        lowerings: z.array(lowering),
        is_certain: z
          .boolean()
          .describe('that nothing that can change reaches a lower band, where none is told'),
      })
      .nullable()
      .describe('null for a household that is not in the list'),
    missing_features: z.array(text).describe('what the model knows nothing of'),
  })
  .meta({ id: 'DossierResponse' });
