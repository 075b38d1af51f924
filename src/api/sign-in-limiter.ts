import { JzError } from '../core/errors/index.ts';

/** Failures of one name before it has to wait, and how long. */
const failuresAllowed = 5;
const waitMs = 60_000;
const namesKept = 10_000;

/**
 * Slows down guessing: after five failures a name waits a minute. Kept in memory; a restart forgets it.
 *
 * @throws JZ_SIGN_IN_LIMITED; whatever the check throws
 */
export function signInLimiter(): <T>(name: string, now: Date, check: () => Promise<T>) => Promise<T> {
  const failures = new Map<string, { count: number; until: number }>();
  return async (name, now, check) => {
    const known = failures.get(name);
    const recent = known && known.until > now.getTime() ? known : { count: 0, until: 0 };
    if (recent.count >= failuresAllowed) {
      const seconds = Math.ceil((recent.until - now.getTime()) / 1000);
      throw new JzError('JZ_SIGN_IN_LIMITED', { seconds });
    }
    if (failures.size >= namesKept) failures.clear();
    failures.set(name, { count: recent.count + 1, until: now.getTime() + waitMs });
    const result = await check();
    failures.delete(name);
    return result;
  };
}
