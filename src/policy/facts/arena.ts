/**
 * Memory that columns and compiled rules share: the rules read the columns where they lie, on any thread.
 */
import { JzError } from '../../core/errors/index.ts';

const PAGE = 65_536;
/** What an address of 32 bits reaches. */
const MOST_PAGES = 65_536;
/** Room after every array: rules may read a little past its end. */
const SLACK = 64;

/** A place in the memory, for one thread during one run. */
export interface Lease {
  readonly at: number;
  readonly bytes: number;
}

/** A growing memory. */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** Makes room for `bytes` and gives their address. @throws JZ_RESOURCE past 4 GiB */
  take(bytes: number): number;
  /** Whether an array's buffer is this memory; its address is then its `byteOffset`. */
  holds(values: ArrayBufferView): boolean;
  /** Borrows room for work. */
  lease(bytes: number): Lease;
  release(lease: Lease): void;
}

/** A new memory. */
export function startArena(): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  /** Growing gives the memory a new buffer object; arrays over the old ones stay good. */
  const buffers = new WeakSet<ArrayBufferLike>();
  const free: Lease[] = [];
  let [next, pages] = [SLACK, 1];
  const take = (bytes: number): number => {
    const at = next;
    next = Math.ceil((next + bytes + SLACK) / SLACK) * SLACK;
    const wanted = Math.ceil(next / PAGE);
    if (wanted > MOST_PAGES)
      throw new JzError('JZ_RESOURCE', { problem: 'a population of more than 4 GiB: split it' });
    if (wanted > pages) memory.grow(wanted - pages);
    pages = Math.max(pages, wanted);
    buffers.add(memory.buffer);
    return at;
  };
  return {
    memory,
    take,
    holds: (values) => buffers.has(values.buffer),
    lease: (bytes) => {
      const found = free.findIndex((lease) => lease.bytes >= bytes);
      if (found >= 0) return free.splice(found, 1)[0]!;
      return { at: take(bytes), bytes };
    },
    release: (lease) => {
      free.push(lease);
    },
  };
}
