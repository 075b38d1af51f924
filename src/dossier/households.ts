/**
 * Single households of a served county, read by a thread of their own.
 */
import { JzError } from '../core/errors/index.ts';
import { startWorkerPool } from '../io/worker-pool.ts';
import type { Supposition } from '../whatif/household/suppose.ts';
import type { Advice } from './advice.ts';
import type { Home } from './county.ts';
import type { Dossier } from './dossier.ts';
import type { SupposedHousehold } from './suppose.ts';
import type { Answer, Question, Served } from './worker.ts';

/** Reads households, one after the other. Every method @throws what opening the county threw. */
export interface Households {
  /** Generation and day everything is told of. */
  readonly served: Served;
  dossier(household: string, options: { readonly isScored: boolean }): Promise<Dossier>;
  /** What fits, and the region whose law says so. */
  advice(household: string): Promise<{ readonly advice: Advice; readonly lawRegion: string }>;
  /** Where a household is and who lives there; `null` for an unknown household. */
  home(household: string): Promise<Home | null>;
  /** The household with facts otherwise, or under another law, and the region whose law it is. */
  suppose(
    household: string,
    asked: Supposition & { readonly isScored: boolean },
  ): Promise<{ readonly supposed: SupposedHousehold; readonly lawRegion: string }>;
  /** Ends the thread once it has answered what it was asked. */
  close(): Promise<void>;
}

/** Starts the thread; it opens the county while the caller goes on. */
export function startHouseholds(served: Served): Households {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const pool = startWorkerPool<Question, Answer>(new URL(file, import.meta.url), served, 1);
  const asked = new Set<Promise<Answer>>();
  const ask = async (question: Question): Promise<Answer> => {
    const running = pool.run(question);
    asked.add(running);
    const answer = await running.finally(() => asked.delete(running));
    if ('refused' in answer) throw new JzError(answer.refused.code, answer.refused.details);
    return answer;
  };
  return {
    served,
    dossier: async (household, { isScored }) => {
      const answer = await ask({ ask: 'dossier', household, isScored });
      return 'dossier' in answer ? answer.dossier : unexpected();
    },
    advice: async (household) => {
      const answer = await ask({ ask: 'advice', household });
      return 'advice' in answer ? answer : unexpected();
    },
    home: async (household) => {
      const answer = await ask({ ask: 'home', household });
      return 'home' in answer ? answer.home : unexpected();
    },
    suppose: async (household, asked) => {
      const answer = await ask({ ask: 'suppose', household, ...asked });
      return 'supposed' in answer ? answer : unexpected();
    },
    close: async () => {
      await Promise.allSettled(asked);
      await pool.close();
    },
  };
}

function unexpected(): never {
  throw new JzError('JZ_INTERNAL', { problem: 'the thread answered another question' });
}
