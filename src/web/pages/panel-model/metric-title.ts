import type { Dictionary } from '../../i18n/index.ts';

/** A metric's name and meaning in the reader's language. */
export interface MetricTitle {
  readonly name: string;
  readonly meaning: string;
}

/**
 * Finds the words for a metric of the API.
 *
 * @param name  as the API names it, in any of the usual spellings: `auc`, `averagePrecision`, `precision_top_10pct`
 * @returns     `null` for a metric the pages have no words for
 */
export function metricTitle(name: string, text: Dictionary): MetricTitle | null {
  const plain = name
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase()
    .replace(/pct$/, '');
  return Object.entries(text.metrics).find(([key]) => key.toLowerCase() === plain)?.[1] ?? null;
}
