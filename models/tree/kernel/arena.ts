/**
 * Memory that a binned matrix and all that grows on it lie in: WebAssembly's, or plain arrays that do the same.
 */
import { MOST_PAGES } from '../../../src/core/wasm/assemble.ts';
import { CONTROL_BYTES } from './layout.ts';

const PAGE = 65_536;
const ALIGNED = 64;
/** Where the control block of the loops lies in WebAssembly's memory, for good. */
export const CONTROL_AT = 64;

/** Hands out zeroed typed arrays. */
export interface Arena {
  /** What WebAssembly sees; `null` in plain memory. */
  readonly memory: WebAssembly.Memory | null;
  bytes(length: number): Uint8Array;
  ints(length: number): Int32Array;
  doubles(length: number): Float64Array;
  /** Runs `work` and takes back all that was handed out meanwhile. */
  during<Result>(work: () => Result): Result;
}

/** Which loops grow trees: WebAssembly's where this machine has them, or the plain twin with the same bits. */
export type KernelChoice = 'fastest' | 'plain';

/** An arena for `bytes` bytes and as much again; plain where WebAssembly's memory does not reach or is not given. */
export function createArena(bytes: number, choice: KernelChoice): Arena {
  if (choice === 'plain' || 3 * bytes > MOST_PAGES * PAGE) return plainArena();
  try {
    return wasmArena(new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true }));
  } catch {
    return plainArena();
  }
}

function plainArena(): Arena {
  return {
    memory: null,
    bytes: (length) => new Uint8Array(length),
    ints: (length) => new Int32Array(length),
    doubles: (length) => new Float64Array(length),
    during: (work) => work(),
  };
}

function wasmArena(memory: WebAssembly.Memory): Arena {
  let end = CONTROL_AT + CONTROL_BYTES;
  /** Bytes before this were in use and may not be zero. */
  let touched = end;
  const reserve = (bytes: number): number => {
    const at = end;
    end = Math.ceil((at + bytes) / ALIGNED) * ALIGNED;
    const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE);
    if (missing > 0) memory.grow(missing);
    if (touched > at) new Uint8Array(memory.buffer, at, Math.min(touched, end) - at).fill(0);
    touched = Math.max(touched, end);
    return at;
  };
  return {
    memory,
    bytes: (length) => {
      const at = reserve(length);
      return new Uint8Array(memory.buffer, at, length);
    },
    ints: (length) => {
      const at = reserve(4 * length);
      return new Int32Array(memory.buffer, at, length);
    },
    doubles: (length) => {
      const at = reserve(8 * length);
      return new Float64Array(memory.buffer, at, length);
    },
    during: (work) => {
      const before = end;
      try {
        return work();
      } finally {
        end = before;
      }
    },
  };
}
