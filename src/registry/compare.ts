/**
 * Two models side by side: what was measured, what they use, and what becomes of the same households' places.
 */
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { selectColumns, takeRows } from '../core/matrix.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { cohorts } from '../scoring/cohorts.ts';
import type { HouseholdModel } from '../scoring/household-bundle.ts';
import { bandOf } from '../scoring/bands.ts';
import { calibratedProbabilities } from '../scoring/load.ts';
import { bands, type Band } from '../scoring/types.ts';
import { usedFeatures } from './used-features.ts';

/** A model with its id. */
export interface NamedModel {
  readonly id: string;
  readonly model: HouseholdModel;
}

/** What two bundles say of themselves; `a` and `b` in the order asked. */
export interface ModelComparison {
  readonly a: string;
  readonly b: string;
  /** Why the figures cannot be set against each other; empty when they can. */
  readonly differs: readonly ('label' | 'tested_on')[];
  readonly metrics: readonly {
    readonly name: string;
    readonly a: number | null;
    readonly b: number | null;
  }[];
  readonly features: {
    readonly both: number;
    readonly only_a: readonly string[];
    readonly only_b: readonly string[];
  };
}

/** A household that stands in another band. */
export interface BandChange {
  readonly household_id: string;
  readonly area: string;
  readonly a: { readonly probability: number; readonly band: Band; readonly rank: number };
  readonly b: { readonly probability: number; readonly band: Band; readonly rank: number };
}

/** The two lists of one date. */
export interface ListComparison {
  readonly as_of: IsoDate;
  readonly generation: string;
  readonly data_date: string;
  readonly households: number;
  readonly capacity: number;
  /** Households on each list. */
  readonly listed: number;
  readonly on_both: number;
  /** On both ÷ on either. */
  readonly jaccard: number;
  /** Spearman's correlation of the two rankings; null when one of them is constant. */
  readonly rank_correlation: number | null;
  /** Households by band under `a` (rows) and `b` (columns), red first. */
  readonly bands: readonly (readonly number[])[];
  /** Ascending rank under `b`. */
  readonly changes: readonly BandChange[];
}

/** Compares what the bundles say. */
export function compareModels(a: NamedModel, b: NamedModel): ModelComparison {
  const names = [...new Set([...Object.keys(a.model.metrics), ...Object.keys(b.model.metrics)])];
  const [usedA, usedB] = [usedFeatures(a.model.stack), usedFeatures(b.model.stack)];
  const differs: ModelComparison['differs'][number][] = [];
  if (a.model.label.en !== b.model.label.en) differs.push('label');
  if (a.model.testedOn.join() !== b.model.testedOn.join()) differs.push('tested_on');
  return {
    a: a.id,
    b: b.id,
    differs,
    metrics: names.map((name) => ({
      name,
      a: a.model.metrics[name] ?? null,
      b: b.model.metrics[name] ?? null,
    })),
    features: {
      both: usedA.filter((name) => usedB.includes(name)).length,
      only_a: usedA.filter((name) => !usedB.includes(name)),
      only_b: usedB.filter((name) => !usedA.includes(name)),
    },
  };
}

/** On what the lists are made. */
export interface ListRequest {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly asOf: IsoDate;
  /** Share of households that can be visited. */
  readonly capacity: number;
}

/**
 * Scores the households of a date with both models.
 *
 * @throws JZ_USAGE when the models stand on different catalogues
 */
export async function compareLists(
  a: NamedModel,
  b: NamedModel,
  { ledger, asOf, capacity }: ListRequest,
): Promise<ListComparison> {
  if (a.model.catalogue !== b.model.catalogue)
    throw new JzError('JZ_USAGE', {
      problem: `${a.id}: ${a.model.catalogue}, ${b.id}: ${b.model.catalogue}`,
      command: 'model compare',
    });
  const cohort = await cohorts[a.model.catalogue](ledger, asOf);
  const X = takeRows(cohort.matrix, cohort.rows);
  const ids = cohort.rows.map((row) => cohort.ids[row] ?? '');
  const scored = ({ model }: NamedModel): Scored => ({
    p: calibratedProbabilities(model, selectColumns(X, model.stack.features)),
    bandThresholds: model.bandThresholds,
  });
  const measured = compareScored({ ids, areas: cohort.areas, a: scored(a), b: scored(b) }, capacity);
  return { as_of: asOf, generation: ledger.generation, data_date: cohort.dataDate, ...measured };
}

interface Scored {
  readonly p: Float64Array;
  readonly bandThresholds: HouseholdModel['bandThresholds'];
}

/** The same households scored twice. */
export interface ScoredTwice {
  readonly ids: readonly string[];
  /** Area by household. */
  readonly areas: ReadonlyMap<string, string>;
  readonly a: Scored;
  readonly b: Scored;
}

/** Overlap at a capacity, agreement of the rankings, and who changes band. */
export function compareScored(
  { ids, areas, a, b }: ScoredTwice,
  capacity: number,
): Omit<ListComparison, 'as_of' | 'generation' | 'data_date'> {
  const [placesA, placesB] = [placesOf(ids, a), placesOf(ids, b)];
  const listed = ids.length === 0 ? 0 : Math.max(1, Math.floor(capacity * ids.length));
  const onBoth = ids.filter((_, i) => rankAt(placesA, i) <= listed && rankAt(placesB, i) <= listed).length;
  return {
    households: ids.length,
    capacity,
    listed,
    on_both: onBoth,
    jaccard: listed === 0 ? 1 : onBoth / (2 * listed - onBoth),
    rank_correlation: correlation(placesA.midRank, placesB.midRank),
    bands: crossed(placesA.band, placesB.band),
    changes: changedBands(ids, placesA, placesB, areas),
  };
}

interface Places {
  readonly probability: Float64Array;
  readonly band: readonly Band[];
  /** 1 is the highest; equal ones keep the order of their ids, as on a list. */
  readonly rank: Float64Array;
  /** The same with equal ones sharing their mean rank. */
  readonly midRank: Float64Array;
}

function placesOf(ids: readonly string[], { p, bandThresholds }: Scored): Places {
  const at = (i: number): number => p[i] ?? 0;
  const order = [...ids.keys()].sort((i, j) => at(j) - at(i) || ((ids[i] ?? '') < (ids[j] ?? '') ? -1 : 1));
  const rank = new Float64Array(ids.length);
  const midRank = new Float64Array(ids.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && at(order[end] ?? -1) === at(order[start] ?? -1)) end++;
    for (let k = start; k < end; k++) {
      rank[order[k] ?? -1] = k + 1;
      midRank[order[k] ?? -1] = (start + 1 + end) / 2;
    }
    start = end;
  }
  return { probability: p, band: Array.from(p, (one) => bandOf(one, bandThresholds)), rank, midRank };
}

function rankAt({ rank }: Places, i: number): number {
  return rank[i] ?? Infinity;
}

function crossed(a: readonly Band[], b: readonly Band[]): number[][] {
  return bands.map((from) => bands.map((to) => a.filter((band, i) => band === from && b[i] === to).length));
}

function changedBands(
  ids: readonly string[],
  a: Places,
  b: Places,
  areas: ReadonlyMap<string, string>,
): BandChange[] {
  const place = (of: Places, i: number): BandChange['a'] => ({
    probability: of.probability[i] ?? 0,
    band: of.band[i] ?? 'blue',
    rank: rankAt(of, i),
  });
  return [...ids.keys()]
    .filter((i) => a.band[i] !== b.band[i])
    .sort((i, j) => rankAt(b, i) - rankAt(b, j))
    .map((i) => {
      const id = ids[i] ?? '';
      return { household_id: id, area: areas.get(id) ?? '', a: place(a, i), b: place(b, i) };
    });
}

/** Pearson's correlation; of ranks it is Spearman's. */
function correlation(x: Float64Array, y: Float64Array): number | null {
  const n = x.length;
  const mean = (n + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [(x[i] ?? 0) - mean, (y[i] ?? 0) - mean];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
