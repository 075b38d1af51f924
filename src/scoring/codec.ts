/**
 * The saved form of a model: JSON for its structure, one little-endian binary file for its arrays.
 * docs/reference/model-format.md specifies it.
 */
import { canonicalJson } from '../core/json.ts';

const KINDS = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;
type Kind = keyof typeof KINDS;
type TypedArray = Float64Array | Int32Array | Uint8Array;

/** A value split into text and bytes. */
export interface Encoded {
  readonly json: string;
  readonly bytes: Uint8Array;
}

/** Writes a plain value: each typed array becomes `{"$array": kind, "at": byte, "length": n}`. */
export function encode(value: unknown): Encoded {
  const parts: Uint8Array[] = [];
  let size = 0;
  const replace = (item: unknown): unknown => {
    const kind = kindOf(item);
    if (kind && ArrayBuffer.isView(item)) {
      const at = size;
      const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
      const padding = new Uint8Array((8 - (bytes.length % 8)) % 8);
      parts.push(bytes, padding);
      size += bytes.length + padding.length;
      return { $array: kind, at, length: bytes.length / KINDS[kind].BYTES_PER_ELEMENT };
    }
    if (Array.isArray(item)) return item.map(replace);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, member]) => [key, replace(member)]));
  };
  const json = canonicalJson(replace(value));
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { json, bytes };
}

/**
 * Reads what `encode` wrote.
 *
 * @throws SyntaxError for broken JSON, RangeError for an array outside the bytes
 */
export function decode({ json, bytes }: Encoded): unknown {
  const { buffer } = Uint8Array.from(bytes);
  return JSON.parse(json, (_key, value: unknown) =>
    isReference(value) ? arrayAt(buffer, value) : value,
  ) as unknown;
}

interface Reference {
  readonly $array: Kind;
  readonly at: number;
  readonly length: number;
}

function isReference(value: unknown): value is Reference {
  return (
    typeof value === 'object' && value !== null && '$array' in value && 'at' in value && 'length' in value
  );
}

function arrayAt(buffer: ArrayBuffer, { $array, at, length }: Reference): TypedArray {
  if (!Object.hasOwn(KINDS, $array)) throw new RangeError(`unknown array kind ${$array}`);
  if (!Number.isInteger(at) || !Number.isInteger(length))
    throw new RangeError(`array at ${at}, ${length} long`);
  return new KINDS[$array](buffer, at, length);
}

function kindOf(item: unknown): Kind | null {
  if (item instanceof Float64Array) return 'f64';
  if (item instanceof Int32Array) return 'i32';
  return item instanceof Uint8Array ? 'u8' : null;
}
