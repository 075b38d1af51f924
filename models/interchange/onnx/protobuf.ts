/**
 * Protocol Buffers as far as ONNX files need them: fields of numbers, texts and messages.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

/** One encoded field, or several. */
export type Bytes = Uint8Array;

const utf8 = new TextEncoder();

/** A whole number that is not negative. */
export function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

/** A field that holds a whole number. */
export function numberField(field: number, value: number): Bytes {
  return joinBytes([varint(field * 8), varint(value)]);
}

/** A field that holds bytes: a text, a message, packed numbers. */
export function bytesField(field: number, content: Bytes | string): Bytes {
  const bytes = typeof content === 'string' ? utf8.encode(content) : content;
  return joinBytes([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/** Fields one after another. */
export function joinBytes(parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A message read: its numbers and its bytes, by field, in order. */
export interface Message {
  readonly numbers: ReadonlyMap<number, readonly number[]>;
  readonly bytes: ReadonlyMap<number, readonly Bytes[]>;
}

/**
 * Reads one message, its messages inside left as bytes.
 *
 * @throws RangeError when the bytes end too early or hold what ONNX does not use
 */
export function readMessage(bytes: Bytes): Message {
  const found = { numbers: new Map<number, number[]>(), bytes: new Map<number, Bytes[]>() };
  const cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        append(found.numbers, field, readVarint(cursor));
        break;
      case 1:
        append(found.bytes, field, take(cursor, 8));
        break;
      case 2:
        append(found.bytes, field, take(cursor, readVarint(cursor)));
        break;
      case 5:
        append(found.bytes, field, take(cursor, 4));
        break;
      default:
        throw new RangeError(`wire type ${tag % 8} at byte ${cursor.at}`);
    }
  }
  return found;
}

/** Numbers packed in a field, or given one by one. */
export function repeatedNumbers(message: Message, field: number): number[] {
  const numbers = [...(message.numbers.get(field) ?? [])];
  for (const packed of message.bytes.get(field) ?? []) {
    const cursor = { bytes: packed, at: 0 };
    while (cursor.at < packed.length) numbers.push(readVarint(cursor));
  }
  return numbers;
}

/** A text field, or nothing. */
export function textOf(message: Message, field: number): string {
  const bytes = message.bytes.get(field)?.at(-1);
  return bytes ? new TextDecoder().decode(bytes) : '';
}

interface Cursor {
  readonly bytes: Bytes;
  at: number;
}

function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let factor = 1; factor <= 2 ** 63; factor *= 128) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw new RangeError('ends in the middle of a number');
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
  throw new RangeError(`a number of more than ten bytes before byte ${cursor.at}`);
}

function take(cursor: Cursor, length: number): Bytes {
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new RangeError(`ends ${end - cursor.bytes.length} bytes too early`);
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function append<Value>(fields: Map<number, Value[]>, field: number, value: Value): void {
  const known = fields.get(field);
  if (known) known.push(value);
  else fields.set(field, [value]);
}
