/**
 * Which sheet row a data row came from: kept as runs, since only blank rows part them.
 */
export class RowNumbers {
  /** Beginnings of runs: data row, sheet row. */
  readonly #runs: [data: number, sheet: number][] = [];
  #count = 0;
  #last = -1;

  get count(): number {
    return this.#count;
  }

  /** Takes the next row; gives its data row. */
  add(sheetRow: number): number {
    this.#count++;
    if (sheetRow !== this.#last + 1) this.#runs.push([this.#count, sheetRow]);
    this.#last = sheetRow;
    return this.#count;
  }

  /** @throws RangeError when there is no such row */
  sheetRow(dataRow: number): number {
    const run = this.#runs[this.#find(0, dataRow)];
    if (!run || dataRow > this.#count) throw new RangeError(`no data row ${dataRow}`);
    return run[1] + dataRow - run[0];
  }

  /** Null for a blank row. */
  dataRow(sheetRow: number): number | null {
    const found = this.#find(1, sheetRow);
    const run = this.#runs[found];
    if (!run || sheetRow > this.#last) return null;
    const row = run[0] + sheetRow - run[1];
    const next = this.#runs[found + 1];
    return next && row >= next[0] ? null : row;
  }

  /** The last run that begins at or before; -1 when there is none. */
  #find(key: 0 | 1, value: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.[key] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
