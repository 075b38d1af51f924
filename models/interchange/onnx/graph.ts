/**
 * ONNX messages, written: a graph of operators between named tensors of doubles.
 *
 * @see https://onnx.ai/onnx/api/classes.html (field numbers of onnx.proto3)
 */
import { bytesField, joinBytes, numberField, varint, type Bytes } from './protobuf.ts';

const UINT8 = 2;
const DOUBLE = 11;
const INT = 2;
const TENSOR = 4;
const INTS = 7;

/** The domain of trees. */
export const ML = 'ai.onnx.ml';
/** Field 1 of the entry is the domain, 2 its version: the first with trees of doubles, and the plain operators. */
const OPSETS = [
  { domain: '', version: 21 },
  { domain: ML, version: 5 },
];
const IR_VERSION = 10;

/** What an operator is told besides its inputs. */
export type Attribute =
  | { readonly name: string; readonly int: number }
  | { readonly name: string; readonly ints: ArrayLike<number> }
  | { readonly name: string; readonly doubles: Float64Array }
  | { readonly name: string; readonly bytes: Uint8Array };

/** One operator. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: readonly Attribute[];
  readonly domain?: string;
}

/** A whole model: one input `X [rows × width]`, outputs `[rows × 1]`. */
export interface Graph {
  readonly width: number;
  readonly nodes: readonly GraphNode[];
  readonly constants: ReadonlyMap<string, number>;
  readonly outputs: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** The model as an ONNX file. */
export function encodeGraph({ width, nodes, constants, outputs, metadata }: Graph): Bytes {
  const graph = [
    ...nodes.map((node, n) => bytesField(1, nodeBytes(node, n))),
    bytesField(2, 'jiuzhu'),
    ...[...constants].map(([name, value]) => bytesField(5, tensor(DOUBLE, Float64Array.of(value), name))),
    bytesField(11, valueInfo('X', width)),
    ...outputs.map((name) => bytesField(12, valueInfo(name, 1))),
  ];
  return joinBytes([
    numberField(1, IR_VERSION),
    bytesField(2, 'jiuzhu'),
    bytesField(7, joinBytes(graph)),
    ...OPSETS.map(({ domain, version }) =>
      bytesField(8, joinBytes([bytesField(1, domain), numberField(2, version)])),
    ),
    ...[...metadata].map(([key, value]) =>
      bytesField(14, joinBytes([bytesField(1, key), bytesField(2, value)])),
    ),
  ]);
}

function nodeBytes({ op, inputs, output, attributes = [], domain = '' }: GraphNode, number: number): Bytes {
  return joinBytes([
    ...inputs.map((name) => bytesField(1, name)),
    bytesField(2, output),
    bytesField(3, `${op}_${number}`),
    bytesField(4, op),
    ...attributes.map((attribute) => bytesField(5, attributeBytes(attribute))),
    bytesField(7, domain),
  ]);
}

function attributeBytes(attribute: Attribute): Bytes {
  const name = bytesField(1, attribute.name);
  if ('int' in attribute) return joinBytes([name, numberField(3, attribute.int), numberField(20, INT)]);
  if ('ints' in attribute) {
    const packed = joinBytes(Array.from(attribute.ints, varint));
    return joinBytes([name, bytesField(8, packed), numberField(20, INTS)]);
  }
  const content = 'doubles' in attribute ? tensor(DOUBLE, attribute.doubles) : tensor(UINT8, attribute.bytes);
  return joinBytes([name, bytesField(5, content), numberField(20, TENSOR)]);
}

/** Little-endian, as every machine this runs on keeps its numbers. */
function tensor(type: number, values: Float64Array | Uint8Array, name = ''): Bytes {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return joinBytes([
    bytesField(1, varint(values.length)),
    numberField(2, type),
    ...(name === '' ? [] : [bytesField(8, name)]),
    bytesField(9, raw),
  ]);
}

function valueInfo(name: string, width: number): Bytes {
  const rows = bytesField(1, bytesField(2, 'rows'));
  const columns = bytesField(1, numberField(1, width));
  const type = joinBytes([numberField(1, DOUBLE), bytesField(2, joinBytes([rows, columns]))]);
  return joinBytes([bytesField(1, name), bytesField(2, bytesField(1, type))]);
}
