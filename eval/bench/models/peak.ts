/**
 * Memory that some work takes at its peak, as the operating system counts it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Starts counting; the function gives the bytes that the process has grown by at most since. `null` outside Linux. */
export function startPeak(): () => number | null {
  const before = process.memoryUsage.rss();
  try {
    writeFileSync('/proc/self/clear_refs', '5'); // forgets the peak so far
  } catch {
    return () => null;
  }
  return () => {
    const status = readFileSync('/proc/self/status', 'utf8');
    const peakKib = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
    return Number.isNaN(peakKib) ? null : peakKib * 1024 - before;
  };
}
