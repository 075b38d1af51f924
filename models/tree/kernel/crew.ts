/**
 * Threads that help with the loops. They share the matrix's memory and only ever run the loops' WebAssembly.
 */

/** Shares a task among threads; what it gives never depends on how many there are. */
export interface Crew {
  /** Sets the helpers on the control block at `control`, works itself, and comes back when all are done. */
  share(control: number, work: () => void): void;
}

/** Nobody helps. */
export const alone: Crew = {
  share: (_control, work) => {
    work();
  },
};
