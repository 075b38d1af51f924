/** Tables of a published what-if. */
export const tables: readonly string[] = [
  'items.csv',
  'deciles.csv',
  'deciles-taken.csv',
  'areas.csv',
  'areas-taken.csv',
  'budget.csv',
];
