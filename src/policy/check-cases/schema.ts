/**
 * The shape of case files: households with what they are entitled to, written by officials, run by the tests.
 */
import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date YYYY-MM-DD');
const answer = z.enum(['yes', 'no', 'unknown']);
/** Yuan, or yes / no / unknown. */
const short = z.union([z.number(), answer]);
const parts = z.record(z.string(), z.unknown());

const expected = z.union([
  short,
  z.strictObject({ entitled: answer.optional(), kept: answer.optional(), amount: z.number().optional() }),
  /** Member's name → expectation. */
  z.strictObject({ members: z.record(z.string(), short) }),
]);

const policyCase = z.strictObject({
  name: z.string().min(1),
  date: day.optional(),
  region: z.string().optional(),
  /** Parameters set for this case only, as written in parameter files. */
  parameters: z.record(z.string(), z.union([z.number(), z.boolean()])).optional(),
  household: parts,
  expect: z.record(z.string(), expected),
  /** Item → conditions that must be the ones missed. */
  missed: z.record(z.string(), z.array(z.string())).optional(),
  /** Rules of the household, by id: yes/no, or a number in the rule's unit (yuan for money). */
  rules: z.record(z.string(), short).optional(),
  /** Facts that must be asked for. */
  asks: z.array(z.string()).optional(),
  /** Items that must be near misses. */
  near: z.array(z.string()).optional(),
  /** Allowed difference in yuan. */
  margin: z.number().nonnegative().default(0),
});

/** A file of cases with what they share. */
export const caseFile = z.strictObject({
  title: z.string(),
  date: day,
  region: z.string(),
  /** Facts every household and member of the file has unless the case says otherwise. */
  defaults: z.strictObject({ household: parts.optional(), member: parts.optional() }).optional(),
  cases: z.array(policyCase).min(1),
});

export type CaseFile = z.infer<typeof caseFile>;
export type PolicyCase = CaseFile['cases'][number];
export type Expected = z.infer<typeof expected>;
