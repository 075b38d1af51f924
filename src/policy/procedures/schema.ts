import { z } from 'zod';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** The shape of procedures.yaml. */
export const procedureFile = z.strictObject({
  procedures: z.array(
    z.strictObject({
      id: z.string(),
      title: text,
      items: z.array(z.string()),
      steps: z
        .array(z.strictObject({ title: text, clock: z.string(), from: z.enum(['start', 'previous']) }))
        .min(1),
    }),
  ),
});

/** Steps and their limits. */
export type Procedure = z.infer<typeof procedureFile>['procedures'][number];
