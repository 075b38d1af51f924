/** Longest quiet between two signs of life. */
const heartbeatMs = 15_000;

/** Wakes those who wait for a change of a job. */
export class Changes {
  private readonly waiting = new Map<string, Set<() => void>>();

  /** Something changed. */
  tell(id: string): void {
    const woken = this.waiting.get(id);
    this.waiting.delete(id);
    for (const wake of woken ?? []) wake();
  }

  /** Wakes everybody. */
  tellAll(): void {
    for (const id of [...this.waiting.keys()]) this.tell(id);
  }

  /** Waits for a change; `true` when none came for a while. An aborted wait ends at once. */
  isQuiet(id: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const own = this.waiting.get(id) ?? new Set();
      const end = (isQuiet: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        own.delete(wake);
        resolve(isQuiet);
      };
      const wake = (): void => end(false);
      const timer = setTimeout(() => end(true), heartbeatMs);
      signal.addEventListener('abort', wake, { once: true });
      this.waiting.set(id, own.add(wake));
      if (signal.aborted) wake();
    });
  }
}
