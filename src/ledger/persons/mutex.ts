/** Runs jobs one after the other, in the order they were asked. */
export type Mutex = <T>(job: () => Promise<T>) => Promise<T>;

/** A queue of its own. */
export function mutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job, job);
    last = next.catch(() => undefined);
    return next;
  };
}
