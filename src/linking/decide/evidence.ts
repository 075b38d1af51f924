/**
 * How much more often the same person than chance agrees as a row and a person do (Fellegi & Sunter 1969), chance
 * being a mixture of strangers, neighbours, kin and twins, with the frequency of the row's own name.
 */
import type { KnownPersons } from '../blocking/known-persons.ts';
import type { Encoded } from '../encode/columns.ts';
import { fields, levelNumber, type Pattern } from '../levels.ts';
import { flattenRates, LEVELS, strangerKinds, type LinkModel } from '../model/link-model.ts';

/** Weighs how one row agrees with one person, given the pattern of the two. */
export interface Weigher {
  /** Probability of the pattern for the same person. */
  matchOf(pattern: Pattern): number;
  /** Probability of the pattern for different persons. */
  chanceOf(pattern: Pattern, rows: Encoded, i: number, person: number): number;
}

const { name: nameLevel } = levelNumber;
const FIELDS = fields.length;

/** A weigher for these persons. */
export function newWeigher(known: KnownPersons, model: LinkModel): Weigher {
  const match = flattenRates(model.match);
  const kinds = strangerKinds.map((kind) => flattenRates(model.chance[kind].rates));
  const shares = strangerKinds.map((kind) => model.chance[kind].share);
  const [strangers, neighbours, kin, twins] = kinds as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [ofStrangers, ofNeighbours, ofKin, ofTwins] = shares as [number, number, number, number];
  const frequency = nameFrequency(known, model);
  return {
    matchOf: (pattern) => product(match, pattern),
    chanceOf: (pattern, rows, i, person) => {
      const crowding = Math.max(1, (known.crowd[person]! - 1) / model.crowd);
      const common = ofStrangers * product(strangers, pattern) + ofNeighbours * product(neighbours, pattern);
      const close = ofKin * product(kin, pattern) + ofTwins * product(twins, pattern);
      return common * frequency(pattern[0]!, rows, i, person) + close * crowding;
    },
  };
}

function product(rates: Float64Array, pattern: Pattern): number {
  let value = 1;
  for (let f = 0; f < FIELDS; f++) value *= rates[f * LEVELS + pattern[f]!]!;
  return value;
}

/** How much commoner than an average name (or surname, where only that agrees) the person's name is. */
function nameFrequency(
  { encoded, nameCount, surnameCount }: KnownPersons,
  model: LinkModel,
): (level: number, rows: Encoded, i: number, person: number) => number {
  const persons = Math.max(1, encoded.rows.length);
  return (level, rows, i, person) => {
    if (level === nameLevel.missing || level === nameLevel.different) return 1;
    const name = encoded.rows.name[person]! - 1;
    if (level === nameLevel.same || level === nameLevel.same_traditional) {
      return nameCount[name]! / persons / model.sameName;
    }
    const sameSurname =
      rows.names.foldedSurname[rows.rows.name[i]! - 1] === encoded.names.foldedSurname[name];
    return sameSurname ? surnameCount[name]! / persons / model.sameSurname : 1;
  };
}
