/**
 * Rows of one chunk on their way to files: one page a file.
 */

import type { TextBytes } from './text-bytes.ts';

/** Rows of one file, as CSV text without header. */
export interface Page {
  /** Month or year of the file, counted from the first; see `fileStem`. */
  readonly period: number;
  /** The file is one sent again, to correct earlier rows. */
  readonly resent: boolean;
  /** The file is followed by one that corrects it. */
  readonly isCorrected: boolean;
  readonly text: TextBytes;
  rows: number;
  /** Row in the page and kind of dirt, by turns. */
  readonly dirt: number[];
  /** Row in the page and the person's number in the county, by turns: rows whose identity number is not right. */
  readonly links: number[];
}

/** What a dataset gave: for checking sums. */
export interface Tally {
  /** Facts the department has to tell. */
  rows: number;
  fen: number;
  /** Of these: not yet known when the data end. */
  withheld: number;
  withheldFen: number;
}

/** An empty page. */
export function emptyPage(period: number, resent: boolean, isCorrected: boolean, text: TextBytes): Page {
  return { period, resent, isCorrected, text, rows: 0, dirt: [], links: [] };
}
