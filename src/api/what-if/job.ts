/**
 * A policy what-if as a job: what was asked, by whom, and how far it is.
 */
import * as z from 'zod';
import { scenarioSchema } from '../../whatif/scenario.ts';
import { jobStates } from '../schemas/what-if.ts';

/** Where a job stands. */
export type JobState = (typeof jobStates)[number];

/** States that are an end. */
export const finished: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled', 'lost']);

/** Why a job failed. */
export const failure = z.object({ code: z.string(), detail: z.string(), detail_zh: z.string() });

/** What is kept of a job on disk. */
export const storedJob = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[0-9A-Za-z-]{1,64}$/),
  state: z.enum(jobStates),
  scenario: scenarioSchema,
  by: z.string(),
  submittedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** How often it was begun: a job that ends the service with it is not begun for ever. */
  attempts: z.int().nonnegative(),
  problem: failure.nullable(),
});

/** A job as it is kept. */
export type StoredJob = z.infer<typeof storedJob>;

/** How far a running job is. */
export interface JobProgress {
  readonly step: 'waiting' | 'reading' | 'rules' | 'writing' | 'finished';
  /** Share of the whole, 0..1. */
  readonly done: number;
}

/** A job with how far it is; `version` grows with every change. */
export interface Job extends StoredJob {
  readonly progress: JobProgress;
  readonly version: number;
}
