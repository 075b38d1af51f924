/**
 * What reading a department's file takes and gives.
 */
import type { ErrorCode } from '../../core/errors/index.ts';
import type { TextEncoding } from '../../io/encoding.ts';

/** How a source's files are to be read; defaults are those of the mapping language. */
export interface ReadOptions {
  readonly encoding?: 'auto' | 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | undefined;
  /** Of text files. */
  readonly delimiter?: ',' | ';' | '\t' | '|' | undefined;
  /** Of a workbook; default: the only visible sheet that holds anything. */
  readonly sheet?: string | undefined;
  /** Line or sheet row of the header, from 1; what stands above it is left out. */
  readonly headerRow?: number | undefined;
  /** Cells with formulas: the whole file refused (default), or the value Excel last computed taken. */
  readonly formulas?: 'refuse' | 'cached' | undefined;
}

/** Something the sender should know that refuses no row. */
export interface ReadWarning {
  readonly code: ErrorCode;
  readonly zh: string;
  readonly en: string;
}

/** A file in a form the load can read, and all that is needed to give rows back as they came. */
export interface ReadableFile {
  /** UTF-8 CSV (header first) in scratch; the sender's own file when it is that already (a BOM or `.gz` may stay) or Parquet. */
  readonly path: string;
  /** Of the file at `path`. */
  readonly format: 'csv' | 'parquet';
  /** Of the file at `path`; a workbook's CSV has commas. */
  readonly delimiter: string;
  /** What the sender sent. */
  readonly kind: 'csv' | 'xlsx' | 'parquet';
  /** Null for Parquet and workbooks. */
  readonly encoding: TextEncoding | null;
  /** The sheet read; null when there are none. */
  readonly sheet: string | null;
  /** Column names as sent; empty for Parquet (its schema names them). */
  readonly header: readonly string[];
  readonly warnings: readonly ReadWarning[];
  /**
   * CSV `row,position,column_name,value,code,expected` (with header) of cells that must not be believed, in the
   * columns of table `problem`: error values, digits lost by Excel, merged cells. Row 1 is the first data row,
   * position is the column's from 0, -1 the whole row. Null when there are none. Only those of declared columns
   * (and of position -1) concern a load.
   */
  readonly faults: { readonly path: string; readonly count: number } | null;
  /** The sender's own number of a data row: the sheet's row as Excel shows it; for text files the data row. */
  senderRow(dataRow: number): number;
}

/** Where passing files go. */
export interface Scratch {
  readonly folder: string;
  /** Begins the names of the files written, so that files read at the same time do not meet. */
  readonly stem: string;
}
