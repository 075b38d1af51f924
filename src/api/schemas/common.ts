/**
 * What several resources are made of.
 *
 * Units: probabilities are 0..1; `_fen` is money in minor currency units (hundredths); contributions are log-odds;
 * dates are days `YYYY-MM-DD`.
 */
import * as z from 'zod';
import { bands } from '../../scoring/types.ts';

export const probability = z.number().min(0).max(1);
export const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Text' });
export const householdId = z.string().min(1).max(128);
export const day = z.iso.date();
export const fen = z.int().describe('fen');

export const band = z.enum(bands).meta({ id: 'Band', description: '红 橙 黄 蓝, most urgent first' });

export const modelSummary = z
  .object({ id: z.string(), family: z.string(), label: text })
  .meta({ id: 'ModelSummary' });

/** What every score is shown with: which model, as of when, on data known until when. */
export const provenance = {
  model: modelSummary,
  as_of: day,
  data_date: day.describe('last day the data speak of'),
};

/** The same for a published list, which also has a run and a ledger generation. */
export const publication = { run_id: z.string(), ...provenance, generation: z.string() };

export const householdParams = z.strictObject({ id: householdId });
