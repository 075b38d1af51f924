/**
 * Exact path-dependent Shapley values of tree ensembles.
 *
 * The values are those of TreeSHAP (Lundberg et al., 2020, Algorithm 2). On a leaf's path with m distinct features, let
 * s_j say whether the row satisfies feature j and z_j be its share of cover. The leaf's game is a product, so its values
 * are an integral over the moment t at which a feature joins,
 *
 *   φ_i = v · (s_i − z_i) · ∫₀¹ Π_{j≠i} (z_j (1 − t) + s_j t) dt,
 *
 * of a polynomial of degree m − 1, which Gauss and Legendre's rule gives exactly at ⌈m/2⌉ points. At each point the
 * products of all leaves are carried down a tree and their sums up again, edge by edge: work grows with the splits, not
 * with leaves times features. Where a feature comes back on a path, the edge below replaces the one above.
 *
 * @see Yu et al. (2022), Linear TreeShap, for carrying them up; the integral is Owen's (1972) multilinear extension
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { memoryFor } from '../../src/core/wasm/assemble.ts';
import { rowBlock, rowFormat, writeRows } from '../inference/row-format.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { shapModule, type ShapKernel } from './shap-code.ts';
import type { ShapLayout } from './shap-layout.ts';
import { shapProgram } from './shap-program.ts';

/** Rows that take turns on some bundles. */
const BLOCK = 16;
/** Bundles whose records stay in the second cache. */
const BUNDLES = 32;

/** Adds attributions of rows `start .. start + count` up, at most `BLOCK`; what it gives is overwritten by the next call. */
interface Attributor {
  readonly nFeatures: number;
  readonly bias: number;
  readonly attribute: (X: Matrix, start: number, count: number) => Float64Array;
}

/** An ensemble is never changed, so what was made for it lives as long as it does. */
const attributors = new WeakMap<TreeEnsemble, Attributor>();

/**
 * Attributions of the summed leaf values: `bias + Σ_j values[i·p + j]` is the ensemble's sum for row `i`.
 *
 * @param X columns in the order the ensemble was grown on
 * @throws JZ_MATRIX_SHAPE when it has more or fewer than the last time
 */
export function treeShap(ensemble: TreeEnsemble, X: Matrix): { bias: number; values: Float64Array } {
  const p = X.columns.length;
  const attributor = attributors.get(ensemble) ?? attributorOf(ensemble, p);
  attributors.set(ensemble, attributor);
  if (attributor.nFeatures !== p)
    throw new JzError('JZ_MATRIX_SHAPE', { problem: `${p} columns, not ${attributor.nFeatures}` });
  const values = new Float64Array(X.nRows * p);
  for (let start = 0; start < X.nRows; start += BLOCK) {
    const count = Math.min(BLOCK, X.nRows - start);
    values.set(attributor.attribute(X, start, count), start * p);
  }
  return { bias: attributor.bias, values };
}

function attributorOf(ensemble: TreeEnsemble, nFeatures: number): Attributor {
  const format = rowFormat(ensemble, nFeatures);
  const { layout, bytes, bundles, bias } = shapProgram(ensemble, format);
  const table = Math.ceil(bytes.byteLength / 8) * 8;
  const tableEnd = table + bundles.byteLength;
  const sumsAt = tableEnd;
  const rowsAt = sumsAt + BLOCK * nFeatures * 8;
  const memory = memoryFor(rowsAt + BLOCK * format.width * 8);
  new Uint8Array(memory.buffer).set(new Uint8Array(bytes));
  new Int32Array(memory.buffer, table, bundles.length).set(bundles);
  const sums = new Float64Array(memory.buffer, sumsAt, BLOCK * nFeatures);
  const rows = rowBlock(memory, rowsAt, BLOCK, format.width);
  const kernel = kernelOn(memory, layout, ensemble.categories !== undefined);
  return {
    nFeatures,
    bias,
    attribute: (X, start, count) => {
      writeRows(X, { start, count }, format, rows);
      sums.fill(0);
      for (let from = table; from < tableEnd; from += 8 * BUNDLES) {
        const end = Math.min(tableEnd, from + 8 * BUNDLES);
        for (let i = 0; i < count; i++)
          kernel.attribute(rowsAt + i * format.width * 8, sumsAt + i * nFeatures * 8, from, end);
      }
      return sums.subarray(0, count * nFeatures);
    },
  };
}

const modules = new Map<string, WebAssembly.Module>();

/** The loop on a memory; its code is compiled once for each layout. */
function kernelOn(memory: WebAssembly.Memory, layout: ShapLayout, hasSets: boolean): ShapKernel {
  const key = `${layout.vectors} ${hasSets}`;
  const module = modules.get(key) ?? new WebAssembly.Module(shapModule(layout, hasSets));
  modules.set(key, module);
  const instance = new WebAssembly.Instance(module, { m: { m: memory } });
  return instance.exports as unknown as ShapKernel; // the module above exports just this
}
