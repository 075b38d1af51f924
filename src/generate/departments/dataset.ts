/**
 * What a department's file looks like, and how one chunk's rows are posted into it.
 */
import type { Word } from '../files/word.ts';
import type { ChunkHistory } from '../world/types.ts';
import type { Calendar } from './calendar.ts';
import type { Faces } from './faces.ts';

/**
 * What a column holds, as far as dirt is concerned. `number` and `certificate` are identity numbers; `yuan` and `wan`
 * amounts in 元 and 万元; `text` and `key` are left alone.
 */
export type CellKind =
  | 'key'
  | 'number'
  | 'certificate'
  | 'name'
  | 'sex'
  | 'birth'
  | 'phone'
  | 'address'
  | 'yuan'
  | 'wan'
  | 'count'
  | 'date'
  | 'month'
  | 'code'
  | 'text';

/** How a file is written in the `mixed` format: GB18030 CSV, UTF-8 CSV with a mark, Excel, or a large file. */
export type FileForm = 'gb18030' | 'utf8' | 'xlsx' | 'large' | 'parquet';

/** One dataset of a department. */
export interface DatasetForm {
  readonly department: string;
  /** First part of the file name. */
  readonly name: string;
  /** One file a year or a month. */
  readonly period: 'year' | 'month';
  readonly form: FileForm;
  /** Long enough to be packed (`.csv.gz`) in a sample. */
  readonly bulky?: true;
  readonly columns: readonly (readonly [title: string, kind: CellKind])[];
}

/** A dataset and how it is made from what truly happened. */
export interface Dataset {
  readonly form: DatasetForm;
  /** Posts the chunk's rows, in a fixed order. */
  readonly write: (view: View, book: Book) => void;
}

/** What a department's clerk can look at. */
export interface View {
  readonly history: ChunkHistory;
  readonly faces: Faces;
  readonly calendar: Calendar;
}

/** The book a clerk writes rows into. */
export interface Book {
  /** The day the department knows of something that happened on `day`: its usual delay, sometimes a late one. */
  known(day: number): number;
  /** True with this probability: for cells that departments often leave empty. */
  chance(share: number): boolean;
  /** A number no other row of the dataset has. */
  serial(): number;
  /**
   * Begins a row known on a day; one known after the data end is withheld, one known before they begin is stock.
   *
   * @param person position of the person it is about in the chunk; −1 for none
   */
  row(known: number, person: number): Row;
}

/** A row: its cells in the order of the columns. */
export interface Row {
  /** The row's own number, after the dataset's letters and the chunk's number. */
  key(letters: string, serial: number): Row;
  /** Somebody's or something's number in the county, after letters, with leading zeros up to so many digits. */
  numbered(letters: string, value: number, digits: number): Row;
  /** A word that comes again and again: a name, a day, a code. */
  word(word: Word): Row;
  /** Text that hardly ever comes again and needs no quotes. */
  text(text: string): Row;
  /** An identity number; empty where the department has none. */
  number(number: Word): Row;
  count(value: number): Row;
  /** Fen as yuan, counted in the row's sum; `null` is left empty. */
  yuan(fen: number | null): Row;
  /** Fen as 万元, counted in the row's sum. */
  wan(fen: number): Row;
  end(): void;
}

/** A dataset's folder and file stem, `police/hukou`. */
export function datasetName(form: DatasetForm): string {
  return `${form.department}/${form.name}`;
}
