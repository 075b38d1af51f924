/**
 * What drawing and reading a graph share.
 */
import type { TreeEnsemble } from '../../tree/ensemble.ts';
import type { GraphNode } from './graph.ts';
import { treeNode } from './trees.ts';

/** A graph while it is drawn. */
export interface Drawing {
  readonly nodes: GraphNode[];
  readonly constants: Map<string, number>;
  readonly metadata: Map<string, string>;
}

/** Names that writing and reading share. */
export const keys = { features: 'jiuzhu.features', covers: 'jiuzhu.leaf_covers.' } as const;

/** Shares of a forest are held inside these before they become log-odds. */
export const SHARES = { low: 1 / 400, high: 1 - 1 / 400 } as const;

/** Draws an ensemble; its covers go into the metadata. */
export function drawTrees(drawing: Drawing, trees: TreeEnsemble, input: string, output: string): void {
  const { node, covers } = treeNode(trees, input, output);
  drawing.nodes.push(node);
  drawing.metadata.set(
    `${keys.covers}${output}`,
    Buffer.from(covers.buffer, covers.byteOffset, covers.byteLength).toString('base64'),
  );
}
