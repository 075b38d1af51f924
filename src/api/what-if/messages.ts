/**
 * What the service and the process that runs what-ifs tell each other.
 */
import * as z from 'zod';
import { scenarioSchema } from '../../whatif/scenario.ts';
import { failure } from './job.ts';

/** What to run. */
export const runMessage = z.strictObject({
  job: z.string(),
  scenario: scenarioSchema,
  dataDirectory: z.string(),
  /** Folder of the jobs. */
  root: z.string(),
  smallestCell: z.int().nonnegative(),
});

/** How it goes. */
export const replyMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    job: z.string(),
    step: z.enum(['reading', 'rules', 'writing']),
    done: z.number().min(0).max(1),
  }),
  z.strictObject({ kind: z.literal('done'), job: z.string() }),
  z.strictObject({ kind: z.literal('failed'), job: z.string(), problem: failure }),
]);

export type RunMessage = z.infer<typeof runMessage>;
export type ReplyMessage = z.infer<typeof replyMessage>;
