/**
 * The tables of the ledger as features see them: which columns say who, what, how much, and both times.
 */

/** How features read one table. */
export interface Source {
  readonly table: string;
  readonly household: string;
  readonly occurredOn: string;
  /** When the bureau could know. */
  readonly recordedAt: string;
  /** Which batch brought the row: the later one counts when both were recorded on one day. */
  readonly batch: string;
  /** Columns that, with household, day and filter, tell one fact from another. */
  readonly factColumns: readonly string[];
  /** Columns a filter may name. */
  readonly filterColumns: readonly string[];
  /** Columns a value may come from; text is read as a number, and is missing where it is none. */
  readonly valueColumns: readonly string[];
}

const bitemporal = {
  household: 'household_id',
  occurredOn: 'occurred_on',
  recordedAt: 'recorded_at',
  batch: 'batch_id',
} as const;

/** Every table features may read. */
export const sources = {
  household: {
    ...bitemporal,
    table: 'household',
    factColumns: [],
    filterColumns: [],
    valueColumns: ['region_code', 'region_group_code', 'weight'],
  },
  income_month: {
    ...bitemporal,
    table: 'income_month',
    factColumns: ['person_id'],
    filterColumns: ['kind'],
    valueColumns: ['amount_fen'],
  },
  observation: {
    ...bitemporal,
    table: 'observation',
    factColumns: [],
    filterColumns: ['code'],
    valueColumns: ['value'],
  },
} as const satisfies Record<string, Source>;

/** Name of a table features may read. */
export type SourceName = keyof typeof sources;

/** A table by name; `undefined` when features do not read it. */
export function findSource(name: string): Source | undefined {
  return Object.hasOwn(sources, name) ? sources[name as SourceName] : undefined;
}
