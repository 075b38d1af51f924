/**
 * What a person without a number is taken for: what people decided goes before what is probable.
 */
import type { IdentityFields, LinkResult } from '../../linking/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { KnownPersons } from './known-persons.ts';
import type { ReviewPair } from './review-list.ts';

/** A row that was linked: its own pseudonym, what it says, and the linker's answer. */
export interface LinkedStranger {
  readonly own: string;
  readonly fields: IdentityFields;
  readonly result: LinkResult;
}

/** What a stranger is taken for. */
export interface Settled {
  readonly decision: LinkResult['decision'];
  readonly personId: string;
  readonly confidence: number;
  /** The pairs a person is asked about, the most probable first. */
  readonly pairs: readonly ReviewPair[];
}

/** Pairs of one row a person is asked about at once. */
const MOST_PAIRS = 3;
/** One less probable than this is asked about only when those before it were refused. */
const LEAST_PROBABILITY = 0.1;

/**
 * A judge of strangers. A person refused is no candidate any more, and whoever comes next is not linked unasked:
 * the evidence has erred about this row. Confirmed rows keep their alias: the ledger's views read it as the person, so
 * that a decision can be taken back.
 */
export function newSettler(vault: Vault, known: KnownPersons): (stranger: LinkedStranger) => Settled {
  const ids = [...known.places.keys()];
  const confirmed = new Set(vault.links().map(({ alias }) => alias));
  const refused = refusedPlaces(vault, known.places);
  return ({ own, fields, result: unasked }) => {
    if (confirmed.has(own)) return { decision: 'link', personId: own, confidence: 0, pairs: [] };
    const without = (places: readonly number[]): LinkResult =>
      known.linker.link([fields], [places])[0] ?? unasked;
    const never = refused.get(own) ?? [];
    const best = never.length === 0 ? unasked : without(never);
    const personId = ids[best.person];
    if (personId === undefined || best.decision === 'new')
      return { decision: 'new', personId: own, confidence: 0, pairs: [] };
    if (best.decision === 'link' && never.length === 0)
      return { decision: 'link', personId, confidence: best.probability, pairs: [] };
    const pairs = candidates(best, (others) => without([...never, ...others])).map((result) => ({
      alias: own,
      personId: ids[result.person] ?? '',
      fields,
      result,
    }));
    return { decision: 'review', personId: own, confidence: 0, pairs };
  };
}

/** The best answer and those that would follow it, each with its probability beside all the others. */
function candidates(best: LinkResult, without: (places: readonly number[]) => LinkResult): LinkResult[] {
  const found = [best];
  let left = 1 - best.probability;
  while (found.length < MOST_PAIRS && left >= LEAST_PROBABILITY) {
    const next = without(found.map(({ person }) => person));
    const probability = left * next.probability;
    if (next.decision === 'new' || probability < LEAST_PROBABILITY) break;
    found.push({ ...next, probability });
    left *= 1 - next.probability;
  }
  return found;
}

function refusedPlaces(vault: Vault, places: ReadonlyMap<string, number>): Map<string, number[]> {
  const refused = new Map<string, number[]>();
  for (const { alias, personId } of vault.refusals()) {
    const place = places.get(personId);
    if (place !== undefined) refused.set(alias, [...(refused.get(alias) ?? []), place]);
  }
  return refused;
}
