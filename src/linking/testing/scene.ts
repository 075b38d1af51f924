import { sampleSorted, seededRng } from '../../core/rng.ts';
import type { IdentityFields } from '../types.ts';
import { dirty, usualDirt, type DirtRates } from './dirt.ts';
import { makePeople, type Person } from './people.ts';

/** Known persons, rows about some of them and about others, and the truth. */
export interface Scene {
  readonly persons: readonly Person[];
  readonly rows: readonly IdentityFields[];
  /** `[rows]` index of the person, -1 for somebody unknown. */
  readonly truth: Int32Array;
}

/**
 * As many rows as persons, one a human being.
 *
 * @param unknownShare share of rows about somebody unknown: members of known households above all
 */
export function makeScene(
  count: number,
  seed: number,
  rates: DirtRates = usualDirt,
  unknownShare = 0.05,
): Scene {
  const rng = seededRng(`people/${seed}`);
  const everybody = makePeople(Math.round(count / (1 - unknownShare)), rng);
  const all = Int32Array.from(everybody.keys());
  const known = sampleSorted(all, count, rng.fork('known'));
  const indexOf = new Int32Array(everybody.length).fill(-1);
  known.forEach((person, index) => (indexOf[person] = index));
  const reported = sampleSorted(all, count, rng.fork('reported'));
  const dirt = rng.fork('dirt');
  return {
    persons: Array.from(known, (person) => everybody[person]!),
    rows: Array.from(reported, (person) => dirty(everybody[person]!, everybody, rates, dirt)),
    truth: reported.map((person) => indexOf[person]!),
  };
}

/** Right links over links, and right links over rows that somebody known stands behind. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly links: number;
  readonly reviewed: number;
}

/** Quality of answers over the rows that `counts` picks. */
export function qualityOf(
  answers: readonly { readonly person: number; readonly decision: string }[],
  truth: Int32Array,
  counts: (row: number) => boolean = () => true,
): Quality {
  let links = 0;
  let right = 0;
  let findable = 0;
  let reviewed = 0;
  answers.forEach(({ person, decision }, row) => {
    if (!counts(row)) return;
    if (truth[row]! >= 0) findable++;
    if (decision === 'review') reviewed++;
    if (decision !== 'link') return;
    links++;
    if (person === truth[row]) right++;
  });
  return { precision: right / Math.max(1, links), recall: right / Math.max(1, findable), links, reviewed };
}
