/**
 * Sets of changes to try.
 */

/** A feature that may move, and the values worth trying, nearest first. */
export interface Moves {
  readonly j: number;
  /** Features that change with it in proportion. */
  readonly alongside: readonly number[];
  readonly from: number;
  /** Width of its range: what changes are measured in. */
  readonly span: number;
  readonly values: readonly number[];
}

/** One feature, and what changes alongside, at another value; the cost is the share of its range it moves. */
export interface Change {
  readonly j: number;
  readonly alongside: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/** Sets carried on to the next change, of one feature at most a quarter. */
const BEAM = 24;
/** Values of a feature tried on top of a carried set. */
const VALUES = 16;

function changesOf({ j, alongside, from, span, values }: Moves): Change[] {
  return values.map((to) => ({ j, alongside, from, to, cost: Math.abs(to - from) / span }));
}

/** Every set of exactly `count` changes, or null when there are more than `limit`. */
export function combinations(
  moves: readonly Moves[],
  count: number,
  limit: number,
): (readonly Change[])[] | null {
  // Ways to choose k changes from the features so far: a small triangle instead of trying.
  const ways = Float64Array.from({ length: count + 1 }, (_, k) => Number(k === 0));
  for (const { values } of moves) for (let k = count; k > 0; k--) ways[k]! += ways[k - 1]! * values.length;
  if (count > 1 && ways[count]! > limit) return null;
  let sets: { readonly changes: readonly Change[]; readonly after: number }[] = [{ changes: [], after: 0 }];
  for (let n = 0; n < count; n++)
    sets = sets.flatMap(({ changes, after }) =>
      moves
        .slice(after)
        .flatMap((move, m) =>
          changesOf(move).map((change) => ({ changes: [...changes, change], after: after + m + 1 })),
        ),
    );
  return sets.map(({ changes }) => changes);
}

/** Each carried set with one more change. */
export function extend(beam: readonly (readonly Change[])[], moves: readonly Moves[]): (readonly Change[])[] {
  const thinned = moves.map((move) => ({ ...move, values: thin(move.values) }));
  return beam.flatMap((changes) =>
    thinned
      .filter(({ j }) => changes.every((change) => change.j !== j))
      .flatMap((move) => changesOf(move).map((change) => [...changes, change])),
  );
}

/** The sets of lowest score, with some variety of features. */
export function mostPromising(
  tried: readonly (readonly Change[])[],
  scores: Float64Array,
): (readonly Change[])[] {
  const order = [...tried.keys()].sort((a, b) => scores[a]! - scores[b]! || a - b);
  const taken = new Map<string, number>();
  const kept: (readonly Change[])[] = [];
  for (const n of order) {
    const features = tried[n]!.map(({ j }) => j).join(' ');
    const count = taken.get(features) ?? 0;
    if (count >= BEAM / 4) continue;
    taken.set(features, count + 1);
    if (kept.push(tried[n]!) === BEAM) break;
  }
  return kept;
}

function thin(values: readonly number[]): number[] {
  if (values.length <= VALUES) return [...values];
  return Array.from(
    { length: VALUES },
    (_, k) => values[Math.round((k * (values.length - 1)) / (VALUES - 1))]!,
  );
}
