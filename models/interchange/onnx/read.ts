/**
 * Reads back the ONNX files that ./write.ts makes: a stack of trees and its calibrator. A scorecard comes back as the
 * trees it was written as.
 */
import * as z from 'zod';
import type { Calibrator } from '../../calibration/calibrator.ts';
import type { SingleModel, Stack } from '../../stack/model.ts';
import { matrix } from '../../../src/core/matrix.ts';
import { sumTrees } from '../../tree/predict.ts';
import { doubleBelow } from '../neighbours.ts';
import { damaged, unsupported } from '../problem.ts';
import { decodeGraph, type ReadGraph, type ReadNode } from './decode.ts';
import { keys, SHARES } from './drawing.ts';
import { readTrees } from './read-trees.ts';

const KNOWN = 'TreeEnsemble Add Sum Mul Sub Div Neg Exp Log Max Min Sigmoid'.split(' ');

/**
 * @param file what to call it in an error
 * @throws JZ_MODEL_UNSUPPORTED for an operator or an arrangement that jiuzhu does not write; JZ_MODEL_INVALID
 */
export function readOnnx(bytes: Uint8Array, file: string): { stack: Stack; calibrator: Calibrator } {
  const graph = decodeGraph(bytes, file);
  for (const { op } of graph.nodes.values())
    if (!KNOWN.includes(op)) throw unsupported(file, `operator ${op}`);
  const reader = new GraphReader(graph, file);
  return { stack: reader.stack(), calibrator: reader.calibrator() };
}

class GraphReader {
  private readonly graph: ReadGraph;
  private readonly file: string;
  private readonly features: readonly string[];

  constructor(graph: ReadGraph, file: string) {
    this.graph = graph;
    this.file = file;
    this.features = featuresOf(graph.metadata.get(keys.features) ?? '[]', file);
  }

  stack(): Stack {
    const sum = this.made('log_odds', 'Sum');
    const members = sum.inputs.slice(0, -1).map((part) => {
      const { inputs } = this.made(part, 'Mul');
      return { weight: this.constant(inputs[1]), model: this.member(inputs[0]) };
    });
    const intercept = this.constant(sum.inputs.at(-1));
    return { family: 'stack', format: 1, features: this.features, intercept, members };
  }

  calibrator(): Calibrator {
    const last = this.made('probability');
    if (last.op === 'Add') return this.isotonic(last);
    const { inputs } = this.expect(last, 'Sigmoid');
    if (inputs[0] === 'log_odds') return { kind: 'identity' };
    const calibrated = this.made(inputs[0]);
    if (calibrated.op === 'Sum' && calibrated.inputs.join(' ') === 'part_a part_b c')
      return { kind: 'beta', a: -this.constant('minus_a'), b: this.constant('b'), c: this.constant('c') };
    const slope = this.constant(this.made(this.expect(calibrated, 'Add').inputs[0], 'Mul').inputs[1]);
    return { kind: 'platt', slope, intercept: this.constant(calibrated.inputs[1]) };
  }

  private member(name: string | undefined): SingleModel {
    const node = this.made(name);
    const { features } = this;
    if (node.op === 'Add') {
      const trees = this.trees(node.inputs[0], 'X', features.length);
      return { family: 'gbdt', format: 1, features, base: this.constant(node.inputs[1]), trees };
    }
    const odds = this.made(this.expect(node, 'Log').inputs[0], 'Div');
    const held = this.made(odds.inputs[0], 'Min');
    const raised = this.made(held.inputs[0], 'Max');
    if (this.constant(held.inputs[1]) !== SHARES.high || this.constant(raised.inputs[1]) !== SHARES.low)
      throw unsupported(this.file, 'a forest held inside other bounds');
    return {
      family: 'forest',
      format: 1,
      features,
      trees: this.trees(raised.inputs[0], 'X', features.length),
    };
  }

  /** The knots are the splits of the steps; the values are their leaves after the first. */
  private isotonic({ inputs }: ReadNode): Calibrator {
    const value = this.trees(inputs[0], 'log_odds', 1);
    const knots = [...value.feature.keys()].filter(
      (node) => value.feature[node]! >= 0 && value.threshold[node]! < Infinity,
    );
    const scores = Float64Array.from(knots, (node) => value.threshold[node]!).sort();
    const justAbove = scores.map((score) => -doubleBelow(-score));
    const values = sumTrees(value, matrix(['log_odds'], [justAbove]), 0);
    return { kind: 'isotonic', map: { scores, values } };
  }

  private trees(name: string | undefined, input: string, nFeatures: number) {
    const node = this.made(name);
    if (node.inputs[0] !== input) throw unsupported(this.file, `trees over ${String(node.inputs[0])}`);
    return readTrees(this.graph, node, nFeatures, this.file);
  }

  private made(name: string | undefined, op?: string): ReadNode {
    const node = this.graph.nodes.get(name ?? '');
    if (!node) throw unsupported(this.file, `nothing makes the tensor ${String(name)}`);
    return op === undefined ? node : this.expect(node, op);
  }

  private expect(node: ReadNode, op: string): ReadNode {
    if (node.op !== op) throw unsupported(this.file, `operator ${node.op} where ${op} is expected`);
    return node;
  }

  private constant(name: string | undefined): number {
    const value = this.graph.constants.get(name ?? '');
    if (value === undefined || !Number.isFinite(value))
      throw damaged(this.file, `constant ${String(name)} is ${String(value)}`);
    return value;
  }
}

function featuresOf(text: string, file: string): string[] {
  const parsed = z.array(z.string()).min(1).safeParse(jsonOf(text));
  if (!parsed.success || new Set(parsed.data).size !== parsed.data.length)
    throw unsupported(file, 'no names of features: not written by jiuzhu');
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
