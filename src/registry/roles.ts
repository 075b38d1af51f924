/**
 * What the log's entries add up to: who holds which role, and what waits for a second person.
 */
import type { LogEntry } from './log.ts';

/** Roles a model can hold. A challenger is scored in shadow: its list is compared, never worked. */
export const roles = ['champion', 'challenger'] as const;
/** One of the roles. */
export type Role = (typeof roles)[number];

/** The entry that put a model where it is. */
export type Holder = Pick<LogEntry, 'model' | 'manifest' | 'by' | 'at' | 'because'>;

/** Who holds which role. */
export interface Standing {
  readonly champion: Holder | null;
  /** Champions before, the last one first: where a rollback leads. */
  readonly former: readonly Holder[];
  readonly challenger: Holder | null;
  /** Proposed as champion, not yet confirmed. */
  readonly proposal: Holder | null;
}

const nobody: Standing = { champion: null, former: [], challenger: null, proposal: null };

/** The standing after all entries. */
export function standingAfter(entries: readonly LogEntry[]): Standing {
  return entries.reduce(step, nobody);
}

function step(now: Standing, { action, model, manifest, by, at, because }: LogEntry): Standing {
  const holder: Holder = { model, manifest, by, at, because };
  switch (action) {
    case 'proposed':
      return { ...now, proposal: holder };
    case 'withdrawn':
      return { ...now, proposal: null };
    case 'confirmed':
      return {
        champion: holder,
        former: now.champion ? [now.champion, ...now.former] : now.former,
        challenger: now.challenger?.model === model ? null : now.challenger,
        proposal: null,
      };
    case 'rolled_back':
      return { ...now, champion: now.former[0] ?? null, former: now.former.slice(1) };
    case 'shadowed':
      return { ...now, challenger: holder };
  }
}

/** Roles of a model. */
export function rolesOf(standing: Standing, model: string): Role[] {
  return roles.filter((role) => standing[role]?.model === model);
}
