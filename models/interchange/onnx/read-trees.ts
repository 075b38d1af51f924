/**
 * The operator TreeEnsemble as our flat trees.
 */
import type { TreeEnsemble } from '../../tree/ensemble.ts';
import { flattenTrees, type SourceNode, type SourceTree } from '../flatten.ts';
import { damaged, unsupported } from '../problem.ts';
import { keys } from './drawing.ts';
import type { ReadGraph, ReadNode } from './decode.ts';
import { ML } from './graph.ts';

/** Settings other than these change what the operator computes. */
const FIXED: Readonly<Record<string, number>> = { aggregate_function: 1, n_targets: 1, post_transform: 0 };

/** @throws JZ_MODEL_INVALID, JZ_MODEL_UNSUPPORTED */
export function readTrees(graph: ReadGraph, node: ReadNode, nFeatures: number, file: string): TreeEnsemble {
  if (node.op !== 'TreeEnsemble' || node.domain !== ML) throw unsupported(file, `operator ${node.op}`);
  for (const [name, value] of Object.entries(FIXED))
    if (node.attributes.get(name)?.[0] !== value)
      throw unsupported(file, `TreeEnsemble with ${name} ${String(node.attributes.get(name)?.[0])}`);
  const arrays = arraysOf(node, file);
  const covers = coversOf(graph, node.output, arrays.weight.length, file);
  const trees = arrays.root.map((root) => treeAt(root, arrays, covers, file));
  return flattenTrees(trees, nFeatures, file);
}

type Arrays = ReturnType<typeof arraysOf>;

function arraysOf({ attributes }: ReadNode, file: string) {
  const read = (name: string, length: number): readonly number[] => {
    const values = attributes.get(name) ?? [];
    if (values.length !== length) throw damaged(file, `${name}: ${values.length} of ${length}`);
    return values;
  };
  const inner = attributes.get('nodes_splits')?.length ?? 0;
  const leaves = attributes.get('leaf_weights')?.length ?? 0;
  if (read('nodes_modes', inner).some((mode) => mode !== 0)) throw unsupported(file, 'splits other than ≤');
  if (read('leaf_targetids', leaves).some((target) => target !== 0))
    throw unsupported(file, 'several targets');
  return {
    inner,
    root: attributes.get('tree_roots') ?? [],
    weight: read('leaf_weights', leaves),
    split: read('nodes_splits', inner),
    feature: read('nodes_featureids', inner),
    missingTrue: read('nodes_missing_value_tracks_true', inner),
    trueId: read('nodes_truenodeids', inner),
    trueLeaf: read('nodes_trueleafs', inner),
    falseId: read('nodes_falsenodeids', inner),
    falseLeaf: read('nodes_falseleafs', inner),
  };
}

/** Node 0 is the root; an inner node n is n + 1, a leaf n is −1 − n. */
function treeAt(root: number, arrays: Arrays, covers: Float64Array, file: string): SourceTree {
  const { inner, weight, split, feature, missingTrue, trueId, trueLeaf, falseId, falseLeaf } = arrays;
  const leaf = (n: number): SourceNode => {
    if (n >= weight.length) throw damaged(file, `there is no leaf ${n}`);
    return { kind: 'leaf', value: weight[n]!, cover: covers[n]! };
  };
  const nodeAt = (id: number): SourceNode => {
    if (id < 0) return leaf(-1 - id);
    const n = id === 0 ? root : id - 1;
    if (n >= inner) throw damaged(file, `there is no node ${n}`);
    const isAlone = trueLeaf[n] === 1 && falseLeaf[n] === 1 && trueId[n] === falseId[n];
    if (isAlone) return leaf(trueId[n]!);
    return {
      kind: 'split',
      feature: feature[n]!,
      ranges: [
        { upper: split[n]!, goesLeft: true },
        { upper: Infinity, goesLeft: false },
      ],
      missingLeft: missingTrue[n] === 1,
      left: trueLeaf[n] === 1 ? -1 - trueId[n]! : trueId[n]! + 1,
      right: falseLeaf[n] === 1 ? -1 - falseId[n]! : falseId[n]! + 1,
    };
  };
  return { size: inner + weight.length, nodeAt };
}

function coversOf({ metadata }: ReadGraph, output: string, leaves: number, file: string): Float64Array {
  const text = metadata.get(`${keys.covers}${output}`);
  if (text === undefined)
    throw unsupported(file, 'trees without the covers of their leaves: not written by jiuzhu');
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  if (bytes.length !== leaves * 8)
    throw damaged(file, `${bytes.length} bytes of covers for ${leaves} leaves`);
  return new Float64Array(bytes.buffer);
}
