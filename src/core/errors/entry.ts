/** One row of the error catalogue. `{name}` in a text is filled from the error's details. */
export interface ErrorEntry {
  /** Short English name, for problem+json `title`. */
  readonly title: string;
  /** Process exit status: 2 usage, 3 bad input, 4 integrity, 5 resources, 75 retry, 130 interrupted. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 75 | 130;
  /** HTTP status. */
  readonly status: number;
  readonly zh: string;
  readonly remedyZh: string;
  readonly en: string;
  readonly remedyEn: string;
}
