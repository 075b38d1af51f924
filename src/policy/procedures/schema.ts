import { z } from 'zod';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const step = z.strictObject({
  /** For later steps to count from. */
  id: z.string().optional(),
  title: text,
  clock: z.string(),
  /** `start`, `previous`, or the id of an earlier step. */
  from: z.string(),
  /** Months end on the first day of the month. */
  falls_on: z.literal('month_start').optional(),
});

/** What must be done, without a time limit of its own. */
const duty = z.strictObject({
  title: text,
  source: z.string(),
  article: z.string(),
  verified: z.boolean().default(false),
  /** A yes/no rule of the household: the duty is for those alone. */
  rule: z.string().optional(),
});

/** The shape of procedures.yaml. */
export const procedureFile = z.strictObject({
  procedures: z.array(
    z
      .strictObject({
        id: z.string(),
        title: text,
        items: z.array(z.string()),
        steps: z.array(step).min(1),
        duties: z.array(duty).default([]),
      })
      .refine(countsFromEarlier, 'from: start, previous, or the id of an earlier step'),
  ),
});

interface Counted {
  readonly steps: readonly { readonly id?: string | undefined; readonly from: string }[];
}

function countsFromEarlier({ steps }: Counted): boolean {
  return steps.every(
    ({ from }, i) =>
      from === 'start' || from === 'previous' || steps.slice(0, i).some((earlier) => earlier.id === from),
  );
}

/** Steps and their limits. */
export type Procedure = z.infer<typeof procedureFile>['procedures'][number];
