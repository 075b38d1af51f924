/**
 * Runs a peer: a Python script under eval/peers that prints its name, version, times and answer as JSON.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { timing, type Timing } from './bench.ts';

const answer = z.object({
  name: z.string(),
  version: z.string(),
  timesMs: z.array(z.number()),
  value: z.number(),
  /** What the processors spent, where the script tells. */
  cpuMs: z.number().optional(),
  /** Bytes that the process grew by at most, where the script tells. */
  peakBytes: z.number().optional(),
});

/** What a peer measured, or why it could not. */
export type PeerAnswer =
  | {
      readonly timing: Timing;
      readonly value: number;
      readonly cpuMs: number | null;
      readonly peakBytes: number | null;
    }
  | { readonly timing: null; readonly problem: string };

/**
 * Runs `eval/peers/<script>` with the Python named by `JIUZHU_PEERS_PYTHON`, else `python3`.
 * A peer that is not installed is reported, never invented.
 */
export async function runPeer(script: string, args: readonly string[]): Promise<PeerAnswer> {
  const python = process.env['JIUZHU_PEERS_PYTHON'] ?? 'python3';
  const path = join(import.meta.dirname, '..', 'peers', script);
  try {
    const { stdout } = await promisify(execFile)(python, [path, ...args], { maxBuffer: 2 ** 26 });
    const { name, version, timesMs, value, cpuMs, peakBytes } = answer.parse(JSON.parse(stdout));
    return {
      timing: timing(name, version, timesMs),
      value,
      cpuMs: cpuMs ?? null,
      peakBytes: peakBytes ?? null,
    };
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return { timing: null, problem: text.trim().split('\n').at(-1) ?? text };
  }
}
