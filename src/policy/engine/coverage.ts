/**
 * coverage.yaml: which items and rules carry each programme, and what was left out.
 */
import { z } from 'zod';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** The shape of coverage.yaml. */
export const coverageFile = z.strictObject({
  programmes: z.array(
    z.strictObject({
      title: text,
      items: z.array(z.string()),
      /** Case files that try the rules of a programme without items. */
      case_files: z.array(z.string()).default([]),
      rules: z.array(z.string()).default([]),
      open: z.array(text).default([]),
    }),
  ),
});

/** Programmes with their items and rules. */
export type Coverage = z.infer<typeof coverageFile>;
