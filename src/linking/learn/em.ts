/**
 * Expectation–maximisation without labels: each row belongs to one of its candidates or to nobody known; agreement
 * rates of matches and the share of known rows are those that make the rows likeliest. Chance rates stay as they are.
 */
import { newCandidateFinder } from '../blocking/candidates.ts';
import { compareRows } from '../compare/compare-rows.ts';
import { newWeigher } from '../decide/evidence.ts';
import type { LinkContext } from '../decide/row-linker.ts';
import type { Encoded } from '../encode/columns.ts';
import { fields } from '../levels.ts';
import { declaredMatch } from '../model/declared.ts';
import { flattenRates, LEVELS, ratesFromCounts, type Rates } from '../model/link-model.ts';

const MOST_ROUNDS = 50;
/** Rounds end when no row's match moves by more than this on average. */
const TOLERANCE = 1e-5;
const STRENGTH = 50;
const FIELDS = fields.length;
/** Chance below this counts as this: one candidate weighs no more than a row can tell. */
const matchShareBounds = { least: 0.01, most: 0.999 } as const;

/** Candidates of every row with what does not change from round to round. */
interface Pairs {
  /** Pairs of row `i`: `start[i] … start[i + 1] - 1`. */
  readonly start: number[];
  readonly patterns: number[];
  readonly chance: number[];
}

/** What EM found. */
export interface EmAnswer {
  readonly match: Rates;
  readonly matchShare: number;
  readonly rounds: number;
}

/**
 * Runs EM over the rows from the context's model.
 *
 * @param ratesToo false keeps the agreement rates and learns only the share of known rows
 */
export function expectMaximise(context: LinkContext, rows: Encoded, ratesToo: boolean): EmAnswer {
  const pairs = collectPairs(context, rows);
  const persons = Math.max(1, context.known.encoded.rows.length);
  let { match, matchShare } = context.model;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const { counts, matched } = expect(pairs, flattenRates(match), matchShare, persons);
    const share = Math.min(
      matchShareBounds.most,
      Math.max(matchShareBounds.least, matched / rows.rows.length),
    );
    const moved = Math.abs(share - matchShare);
    matchShare = share;
    if (ratesToo) match = ratesFromCounts(counts, declaredMatch, STRENGTH);
    if (moved < TOLERANCE) return { match, matchShare, rounds: round };
  }
  return { match, matchShare, rounds: MOST_ROUNDS };
}

function collectPairs({ known, characters, model, largestBlock }: LinkContext, rows: Encoded): Pairs {
  const finder = newCandidateFinder(known.indexes, known.encoded.rows.length, largestBlock);
  const weigher = newWeigher(known, model);
  const pattern = new Uint8Array(FIELDS);
  const comparison = { characters, rows, persons: known.encoded, pattern };
  const pairs: Pairs = { start: [0], patterns: [], chance: [] };
  for (let i = 0; i < rows.rows.length; i++) {
    const count = finder.find(rows, i);
    for (let k = 0; k < count; k++) {
      const person = finder.list[k]!;
      compareRows(comparison, i, person);
      pairs.patterns.push(...pattern);
      pairs.chance.push(weigher.chanceOf(pattern, rows, i, person));
    }
    pairs.start.push(pairs.chance.length);
  }
  return pairs;
}

/** Expected counts of levels among matches, and expected matches. */
function expect(
  { start, patterns, chance }: Pairs,
  match: Float64Array,
  matchShare: number,
  persons: number,
): { readonly counts: Float64Array; readonly matched: number } {
  const counts = new Float64Array(FIELDS * LEVELS);
  let matched = 0;
  for (let i = 0; i + 1 < start.length; i++) {
    const weights = [];
    let total = 1 - matchShare;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      let weight = matchShare / persons / chance[k]!;
      for (let f = 0; f < FIELDS; f++) weight *= match[f * LEVELS + patterns[k * FIELDS + f]!]!;
      weights.push(weight);
      total += weight;
    }
    weights.forEach((weight, c) => {
      const p = weight / total;
      matched += p;
      const at = (start[i]! + c) * FIELDS;
      for (let f = 0; f < FIELDS; f++) counts[f * LEVELS + patterns[at + f]!]! += p;
    });
  }
  return { counts, matched };
}
