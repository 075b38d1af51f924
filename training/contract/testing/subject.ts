/**
 * A family as the contract sees it, and what it is fed with: rows of any kind together with their outcomes.
 */
import type fc from 'fast-check';
import { expect } from 'vitest';
import type { FittedModel } from '../../../src/core/model.ts';

/** Rows of one kind for the clauses to try a family on. */
export interface Material<Data> {
  /** 400 rows that can be learnt, and 600 of the same kind. */
  readonly train: Data;
  readonly later: Data;
  /** Rows of which no column has more distinct values than bins: with copies of them it would be cut elsewhere. */
  readonly few: Data;
  readonly rowsOf: (data: Data) => number;
  /** The rows at the given positions with their outcomes. */
  readonly take: (data: Data, rows: ArrayLike<number>) => Data;
  /** A copy that shares no memory. */
  readonly copy: (data: Data) => Data;
  /** The same columns in another order, with an unknown one beside them. */
  readonly rearranged: (data: Data) => Data;
  /** Rows without one of the columns. */
  readonly lacking: (data: Data) => { readonly data: Data; readonly column: string };
  /** Rows with a value in a cell of a column of numbers. */
  readonly spoilt: (
    data: Data,
    value: number,
  ) => { readonly data: Data; readonly column: string; readonly row: number };
  /** Rows with fewer outcomes than rows, and with more. */
  readonly ragged: (data: Data) => readonly Data[];
  /** Outcomes that nothing can be learnt from. */
  readonly unlearnable: (data: Data) => readonly Unlearnable<Data>[];
  /** One to a few rows of anything that a cell may hold. */
  readonly wild: fc.Arbitrary<Data>;
  /** How often a property is tried, and how many rows are predicted alone: some families are slow. */
  readonly effort: { readonly runs: number; readonly alone: number };
}

/** Outcomes that are refused, and how. */
export interface Unlearnable<Data> {
  readonly what: string;
  readonly data: Data;
  readonly code: string;
  readonly details: object;
}

/** Now or later: the neural family answers later. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Reasons of some rows, which add up to their scores. */
export interface Reasons {
  readonly bias: number;
  /** Row-major, `[n × parts a row]`. */
  readonly values: Float64Array;
}

/** How rows count that are given with weights or as copies. */
export interface Weighing {
  readonly weights?: Float64Array;
  /** For each row, the row it is a copy of; itself when absent. */
  readonly origins?: Int32Array;
}

/** A family with the options it is tested with. */
export interface Subject<Data, Fitted extends FittedModel> {
  readonly name: string;
  readonly material: Material<Data>;
  /** Fewest rows it fits on. */
  readonly minRows: number;
  /** Another seed gives another model. */
  readonly isRandom: boolean;
  readonly fit: (data: Data, seed: string) => Awaitable<Fitted>;
  /** What it says of each row, one array a thing it says. */
  readonly predict: (fitted: Fitted, data: Data) => Awaitable<readonly Float64Array[]>;
  /** Within this a row says the same alone and among many; 0 where it does bit by bit. */
  readonly alike: number;
  /** Whether a number may come out of it at all. */
  readonly isPossible: (value: number) => boolean;
  /** Asserts that it has learnt, on rows it has not seen. */
  readonly learns: (predicted: readonly Float64Array[], later: Data) => void;
  /** Fitted on rows that weigh, drawing none by chance. */
  readonly weighed?: {
    readonly fit: (data: Data, weighing: Weighing) => Awaitable<Fitted>;
    /** How near a weight of k comes to k copies. */
    readonly within: number;
  };
  /** Fitted with the promise that what it says never falls as `signal` rises; and rows in which only that rises. */
  readonly rising?: {
    readonly fit: (data: Data) => Awaitable<Fitted>;
    readonly sweep: (data: Data, row: number) => Data;
    readonly against: (data: Data) => Data;
  };
  /** Fitted with columns that hold categories, and rows with one code throughout. */
  readonly coded?: {
    readonly fit: (data: Data, categorical: readonly string[]) => Awaitable<Fitted>;
    readonly withCode: (data: Data, code: number) => Data;
  };
  /** Reasons, what they add up to, and how nearly. */
  readonly reasons?: {
    readonly score: (fitted: Fitted, data: Data) => Awaitable<Float64Array>;
    readonly explain: (fitted: Fitted, data: Data) => Awaitable<Reasons>;
    readonly within: number;
    /** What the family says for a score, the last thing it says. */
    readonly saidOf: (score: number) => number;
    /** Places among a row's parts of columns that say nothing. */
    readonly useless: readonly number[];
  };
  /** Saved and loaded again, every check included. */
  readonly reload?: (fitted: Fitted) => Awaitable<Fitted>;
}

/** What an error of this code looks like. */
export function coded(code: string, details: object = {}): Error {
  const looks: unknown = expect.objectContaining({
    code,
    details: expect.objectContaining(details) as unknown,
  });
  return looks as Error;
}
