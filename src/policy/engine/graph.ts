/**
 * Which items exclude each other, which open others, and as which income a payment is booked: data of graph.yaml.
 */
import { z } from 'zod';

const cited = { source: z.string(), article: z.string(), verified: z.boolean().default(false) };
const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** The shape of graph.yaml. */
export const graphFile = z.strictObject({
  /** Of these only the one worth most is paid; at equal worth the first named. */
  one_of: z.array(z.strictObject({ title: text, items: z.array(z.string()).min(2), ...cited })),
  /** Who has the first does not get the others. */
  first: z.array(
    z.strictObject({ title: text, item: z.string(), before: z.array(z.string()).min(1), ...cited }),
  ),
  /** Exclusions that are conditions of the items themselves; shown, not computed here. */
  by_rule: z.array(z.strictObject({ title: text, items: z.array(z.string()).min(2), ...cited })),
  /** Which items a status opens. */
  opens: z.array(z.strictObject({ item: z.string(), opens: z.array(z.string()).min(1), ...cited })),
  /** Rules shown with an item that is granted: who decides, and the like. */
  shown_with: z.record(z.string(), z.array(z.string())),
  /** The kind of income a payment counts as (`income.counts.<kind>` says whether it counts). */
  booked_as: z.record(z.string(), z.string()),
});

/** Exclusions, bundles and bookings. */
export type ItemGraph = z.infer<typeof graphFile>;
