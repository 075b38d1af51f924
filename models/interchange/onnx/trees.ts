/**
 * Trees as the operator TreeEnsemble of ai.onnx.ml, version 5, with thresholds and leaves of doubles.
 *
 * @see https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsemble.html
 */
import type { TreeEnsemble } from '../../tree/ensemble.ts';
import { ML, type GraphNode } from './graph.ts';

const SUM = 1;

/** The operator that sums the leaves of `input`'s rows, and the cover of its leaves in order. */
export function treeNode(
  { roots, feature, threshold, left, right, missingLeft, value, cover }: TreeEnsemble,
  input: string,
  output: string,
): { node: GraphNode; covers: Float64Array } {
  const rootNodes = new Set(roots);
  const isAlone = (node: number): boolean => feature[node]! < 0 && rootNodes.has(node);
  const inner = [...feature.keys()].filter((node) => feature[node]! >= 0 || isAlone(node));
  const leaves = [...feature.keys()].filter((node) => feature[node]! < 0);
  const place = new Int32Array(feature.length);
  const leafPlace = new Int32Array(feature.length);
  for (const [n, node] of inner.entries()) place[node] = n;
  for (const [n, node] of leaves.entries()) leafPlace[node] = n;
  // A tree that is a leaf: a split whose branches both lead there.
  const child = (node: number, side: Int32Array): number => (feature[node]! < 0 ? node : side[node]!);
  const isLeaf = (side: Int32Array) => inner.map((node) => Number(feature[child(node, side)]! < 0));
  const ids = (side: Int32Array) =>
    inner.map((node) => {
      const to = child(node, side);
      return feature[to]! < 0 ? leafPlace[to]! : place[to]!;
    });
  return {
    covers: Float64Array.from(leaves, (node) => cover[node]!),
    node: {
      op: 'TreeEnsemble',
      domain: ML,
      inputs: [input],
      output,
      attributes: [
        { name: 'aggregate_function', int: SUM },
        { name: 'leaf_targetids', ints: new Int32Array(leaves.length) },
        { name: 'leaf_weights', doubles: Float64Array.from(leaves, (node) => value[node]!) },
        { name: 'n_targets', int: 1 },
        { name: 'nodes_falseleafs', ints: isLeaf(right) },
        { name: 'nodes_falsenodeids', ints: ids(right) },
        { name: 'nodes_featureids', ints: inner.map((node) => Math.max(0, feature[node]!)) },
        { name: 'nodes_missing_value_tracks_true', ints: inner.map((node) => missingLeft[node]!) },
        // 0: a value below or equal to the split takes the true branch.
        { name: 'nodes_modes', bytes: new Uint8Array(inner.length) },
        { name: 'nodes_splits', doubles: Float64Array.from(inner, (node) => threshold[node]!) },
        { name: 'nodes_trueleafs', ints: isLeaf(left) },
        { name: 'nodes_truenodeids', ints: ids(left) },
        { name: 'post_transform', int: 0 },
        { name: 'tree_roots', ints: Array.from(roots.subarray(0, -1), (root) => place[root]!) },
      ],
    },
  };
}
