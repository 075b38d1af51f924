/**
 * Columns of text aligned for a terminal, where an ideograph is two letters wide.
 */

/** Lines of a table: the first column to the left, the others to the right. A shorter row ends in a remark. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const full = Math.max(...rows.map((row) => row.length));
  const isRemark = (row: readonly string[], j: number): boolean =>
    j > 0 && j === row.length - 1 && row.length < full;
  const widths = new Array<number>(full).fill(0);
  for (const row of rows)
    for (const [j, cell] of row.entries())
      if (!isRemark(row, j)) widths[j] = Math.max(widths[j] ?? 0, displayWidth(cell));
  return rows
    .map((row) =>
      row.map((cell, j) => (isRemark(row, j) ? cell : padded(cell, widths[j] ?? 0, j === 0))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

function padded(cell: string, width: number, left: boolean): string {
  const space = ' '.repeat(width - displayWidth(cell));
  return left ? cell + space : space + cell;
}

function displayWidth(text: string): number {
  return Array.from(text).reduce(
    (sum, letter) => sum + (/[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  );
}
