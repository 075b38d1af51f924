/**
 * Rejected rows go back in the sender's own format and encoding, so that they can be corrected and re-sent.
 */
import type { ReadableFile } from '../read/readable.ts';

/** A rejected row: the sender's cells in the order of the header, and what was wrong. */
export interface RejectedRow {
  /** Data row: the first under the header is 1. */
  readonly row: number;
  readonly cells: readonly (string | null)[];
  /** Column 错误原因. */
  readonly reasons: string;
  /** Column error_code. */
  readonly codes: string;
}

/** How the sender wrote, from `readable`; `header` must be filled in for Parquet. */
export type SenderForm = Pick<ReadableFile, 'kind' | 'encoding' | 'delimiter' | 'sheet' | 'header'>;

/**
 * Writes rejected rows with columns 错误原因, error_code and row behind the sender's own. Streaming.
 *
 * @param stem path without ending; the ending follows the form: .csv, or .xlsx for a workbook
 * @returns the path written
 */
export declare function giveBack(
  stem: string,
  form: SenderForm,
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
): Promise<string>;
