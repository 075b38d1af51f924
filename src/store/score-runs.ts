/**
 * Table `score_run`: one row for each published list.
 */
import * as z from 'zod';
import type { ScoreRunTable } from './schema.ts';
import { firstRow } from './statements.ts';
import type { Store } from './store.ts';

/** A wording in both languages. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** The facts a list is published with. */
export interface ScoreRun {
  /** Stable for equal inputs, so that publishing again replaces instead of adding. */
  readonly id: string;
  /** What the model is; further members are kept as they are. */
  readonly model: { readonly id: string; readonly family: string; readonly label: Wording };
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly generationId: string;
  /** Last day the data speak of, `YYYY-MM-DD`. */
  readonly dataDate: string;
  /** ISO 4217 code of the money in the histories. */
  readonly currency: string;
  /** Income source code → wording. */
  readonly sourceTitles: Readonly<Record<string, Wording>>;
}

/** A list as readers find it. */
export interface PublishedRun extends ScoreRun {
  readonly rows: number;
  readonly publishedSequence: number;
}

const wording = z.object({ zh: z.string(), en: z.string() });
const modelJson = z.looseObject({ id: z.string(), family: z.string(), label: wording });
const titlesJson = z.record(z.string(), wording);

/** The newest published run; `null` when nothing was published. */
export function latestRun(store: Store): Promise<PublishedRun | null> {
  return readRun(store, (key) => key.orderBy('published_sequence', 'desc').limit(1));
}

/** A published run by its id; `null` when there is none. */
export function findRun(store: Store, id: string): Promise<PublishedRun | null> {
  return readRun(store, (key) => key.where('id', '=', id));
}

/** The run read last of each store: its description is long, and readers ask for the same one. */
const lastRead = new WeakMap<Store, PublishedRun>();

type KeyQuery = ReturnType<typeof keyQuery>;

function keyQuery({ db }: Store) {
  return db.selectFrom('score_run').select('published_sequence');
}

function readRun(store: Store, which: (key: KeyQuery) => KeyQuery): Promise<PublishedRun | null> {
  const key = firstRow(store.raw, which(keyQuery(store)));
  if (!key) return Promise.resolve(null);
  const known = lastRead.get(store);
  if (known?.publishedSequence === key.published_sequence) return Promise.resolve(known);
  const all = store.db.selectFrom('score_run').selectAll();
  const row = firstRow(store.raw, all.where('published_sequence', '=', key.published_sequence));
  const run = row ? fromRow(row) : null;
  if (run) lastRead.set(store, run);
  return Promise.resolve(run);
}

/** The table row of a run. */
export function runRow(run: ScoreRun, rows: number, publishedSequence: number): ScoreRunTable {
  return {
    id: run.id,
    model_id: run.model.id,
    model: JSON.stringify(run.model),
    as_of: run.asOf,
    generation_id: run.generationId,
    data_date: run.dataDate,
    rows,
    currency: run.currency,
    source_titles: JSON.stringify(run.sourceTitles),
    published_sequence: publishedSequence,
  };
}

function fromRow(row: ScoreRunTable): PublishedRun {
  return {
    id: row.id,
    model: modelJson.parse(JSON.parse(row.model)),
    asOf: row.as_of,
    generationId: row.generation_id,
    dataDate: row.data_date,
    currency: row.currency,
    sourceTitles: titlesJson.parse(JSON.parse(row.source_titles)),
    rows: row.rows,
    publishedSequence: row.published_sequence,
  };
}
