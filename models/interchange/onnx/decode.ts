/**
 * An ONNX file taken apart: operators, constants, metadata.
 */
import { damaged, unsupported } from '../problem.ts';
import { readMessage, repeatedNumbers, textOf, type Bytes, type Message } from './protobuf.ts';

const DOUBLE = 11;
const UINT8 = 2;

/** An operator read. */
export interface ReadNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: ReadonlyMap<string, readonly number[]>;
}

/** A model read: operators by the name of what they make. */
export interface ReadGraph {
  readonly nodes: ReadonlyMap<string, ReadNode>;
  readonly constants: ReadonlyMap<string, number>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** @throws JZ_MODEL_INVALID for damaged bytes; JZ_MODEL_UNSUPPORTED for numbers of other kinds */
export function decodeGraph(bytes: Bytes, file: string): ReadGraph {
  try {
    return graphOf(readMessage(bytes), file);
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(file, `ONNX: ${cause.message}`);
    throw cause;
  }
}

function graphOf(model: Message, file: string): ReadGraph {
  const body = model.bytes.get(7)?.at(-1);
  if (!body) throw damaged(file, 'ONNX: no graph');
  const graph = readMessage(body);
  const nodes = (graph.bytes.get(1) ?? []).map((bytes) => nodeOf(readMessage(bytes), file));
  const byOutput = new Map(nodes.map((node) => [node.output, node]));
  if (byOutput.size !== nodes.length) throw damaged(file, 'two operators make the same tensor');
  const constants = (graph.bytes.get(5) ?? []).map((bytes): [string, number] => {
    const tensor = readMessage(bytes);
    const [value, ...more] = tensorOf(tensor, file);
    if (value === undefined || more.length > 0) throw unsupported(file, `constant ${textOf(tensor, 8)}`);
    return [textOf(tensor, 8), value];
  });
  const metadata = (model.bytes.get(14) ?? []).map(readMessage);
  return {
    nodes: byOutput,
    constants: new Map(constants),
    metadata: new Map(metadata.map((entry) => [textOf(entry, 1), textOf(entry, 2)])),
  };
}

function nodeOf(node: Message, file: string): ReadNode {
  const outputs = namesIn(node, 2);
  const attributes = (node.bytes.get(5) ?? []).map((bytes): [string, number[]] => {
    const attribute = readMessage(bytes);
    return [textOf(attribute, 1), attributeOf(attribute, file)];
  });
  if (outputs.length !== 1)
    throw unsupported(file, `operator ${textOf(node, 4)} of ${outputs.length} outputs`);
  return {
    op: textOf(node, 4),
    domain: textOf(node, 7),
    inputs: namesIn(node, 1),
    output: outputs[0]!,
    attributes: new Map(attributes),
  };
}

function namesIn(message: Message, field: number): string[] {
  return (message.bytes.get(field) ?? []).map((bytes) => new TextDecoder().decode(bytes));
}

function attributeOf(attribute: Message, file: string): number[] {
  const tensor = attribute.bytes.get(5)?.at(-1);
  if (tensor) return tensorOf(readMessage(tensor), file);
  const whole = attribute.numbers.get(3);
  return whole ? [whole.at(-1)!] : repeatedNumbers(attribute, 8);
}

function tensorOf(tensor: Message, file: string): number[] {
  const type = tensor.numbers.get(2)?.at(-1);
  const raw = tensor.bytes.get(9)?.at(-1);
  if (!raw || (type !== DOUBLE && type !== UINT8))
    throw unsupported(file, `a tensor of type ${type ?? '?'}, or not given as raw bytes`);
  if (type === UINT8) return [...raw];
  if (raw.length % 8 !== 0) throw damaged(file, `a tensor of ${raw.length} bytes`);
  return [...new Float64Array(Uint8Array.from(raw).buffer)];
}
