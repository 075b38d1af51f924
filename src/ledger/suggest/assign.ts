/**
 * Which row goes with which column, so that the sum of their worth is largest (the Hungarian method, O(n³)).
 */

/**
 * Assigns each row at most one column and each column at most one row.
 *
 * @param worth `[rows][columns]`, each ≥ 0; rows or columns may be more
 * @returns for each row its column, or -1 when columns ran out
 * @see Kuhn (1955), Munkres (1957); shortest augmenting paths after Jonker and Volgenant (1987)
 */
export function assign(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length;
  const columns = worth[0]?.length ?? 0;
  const size = Math.max(rows, columns);
  const cost = (i: number, j: number): number => -(worth[i]?.[j] ?? 0);
  const state: State = {
    size,
    cost,
    rowPrice: new Array<number>(size + 1).fill(0),
    columnPrice: new Array<number>(size + 1).fill(0),
    rowOf: new Array<number>(size + 1).fill(size),
  };
  for (let row = 0; row < size; row++) augment(row, state);
  const found = new Array<number>(rows).fill(-1);
  for (let column = 0; column < columns; column++) {
    const row = state.rowOf[column] ?? size;
    if (row < rows) found[row] = column;
  }
  return found;
}

interface State {
  readonly size: number;
  readonly cost: (row: number, column: number) => number;
  readonly rowPrice: number[];
  readonly columnPrice: number[];
  /** Column → its row; `size` stands for none. The column `size` is where a search begins. */
  readonly rowOf: number[];
}

/** Finds the row a column by the cheapest path of exchanges. */
function augment(row: number, state: State): void {
  const { size, rowOf } = state;
  const shortest = new Array<number>(size).fill(Number.POSITIVE_INFINITY);
  const before = new Array<number>(size).fill(size);
  const isDone = new Array<boolean>(size + 1).fill(false);
  rowOf[size] = row;
  let column = size;
  while (rowOf[column] !== size) {
    isDone[column] = true;
    column = nearest(column, { shortest, before, isDone }, state);
  }
  while (column !== size) {
    const previous = before[column] ?? size;
    rowOf[column] = rowOf[previous] ?? size;
    column = previous;
  }
  rowOf[size] = size;
}

interface Search {
  readonly shortest: number[];
  readonly before: number[];
  readonly isDone: boolean[];
}

function nearest(from: number, search: Search, state: State): number {
  const { shortest, isDone } = search;
  const best = relax(from, search, state);
  const step = shortest[best] ?? 0;
  for (let j = 0; j <= state.size; j++)
    if (isDone[j]) raisePrices(j, step, state);
    else if (j < state.size) shortest[j] = (shortest[j] ?? 0) - step;
  return best;
}

/** Shortens ways through a column's row; gives the column now nearest. */
function relax(from: number, { shortest, before, isDone }: Search, state: State): number {
  const { size, cost, rowPrice, columnPrice, rowOf } = state;
  const row = rowOf[from] ?? size;
  let best = size;
  for (let j = 0; j < size; j++) {
    if (isDone[j]) continue;
    const reduced = cost(row, j) - (rowPrice[row] ?? 0) - (columnPrice[j] ?? 0);
    if (reduced < (shortest[j] ?? 0)) {
      shortest[j] = reduced;
      before[j] = from;
    }
    if (best === size || (shortest[j] ?? 0) < (shortest[best] ?? 0)) best = j;
  }
  return best;
}

function raisePrices(column: number, step: number, { rowPrice, columnPrice, rowOf, size }: State): void {
  const owner = rowOf[column] ?? size;
  rowPrice[owner] = (rowPrice[owner] ?? 0) + step;
  columnPrice[column] = (columnPrice[column] ?? 0) - step;
}
