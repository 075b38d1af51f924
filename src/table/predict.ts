/**
 * Predicting with a table model, and its reasons a table column.
 */
import { explainStack, predictStack } from '../../models/stack/model.ts';
import type { Attributions } from '../core/model.ts';
import type { TableModel } from './bundle.ts';
import { encodeTable, sourceColumns } from './encoding.ts';
import type { Table } from './read-table.ts';

/** Probabilities of every row, `[nRows]`. */
export function predictTable(model: TableModel, table: Table): Float64Array {
  return predictStack(model.stack, encodeTable(table, model.encoding));
}

/** Reasons in log-odds, one column a table column: `[nRows × encoding]`; a text column's indicators are added up. */
export function explainTable(model: TableModel, table: Table): Attributions {
  const X = encodeTable(table, model.encoding);
  const { bias, values } = explainStack(model.stack, X);
  const source = sourceColumns(model.encoding);
  const width = model.encoding.length;
  const folded = new Float64Array(X.nRows * width);
  for (let i = 0; i < X.nRows; i++) {
    for (const [j, column] of source.entries()) {
      const at = i * width + column;
      folded[at] = (folded[at] ?? 0) + (values[i * source.length + j] ?? 0);
    }
  }
  return { bias, values: folded };
}
