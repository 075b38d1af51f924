import { seededRng, shuffle } from '../../core/rng.ts';
import type { LinkContext } from '../decide/row-linker.ts';
import type { Encoded } from '../encode/columns.ts';
import type { LinkModel } from '../model/link-model.ts';
import type { IdentityFields, LabelledRow, LearnReport } from '../types.ts';
import { learnChance } from './chance.ts';
import { expectMaximise } from './em.ts';
import { hideNumbers, learnMatches, type LabelledSet } from './labelled.ts';
import { personSubjects, rowSubjects } from './subjects.ts';
import { chooseThresholds } from './measure.ts';

/** Fewer labelled rows than this say too little; expectation–maximisation takes their place. */
const LEAST_LABELLED = 400;
/** Rows taken of each kind at most: half of the labelled ones teach rates, half choose thresholds. */
const MOST_ROWS = 40_000;
const MOST_UNLABELLED = 20_000;
/** Of fewer rows nothing is learned: a handful would make certain what is not. */
const LEAST_UNLABELLED = 50;

/** From what to learn. */
export interface Lesson {
  readonly labelled: readonly LabelledRow[];
  readonly unlabelled: readonly IdentityFields[];
  readonly seed: number;
  readonly targetPrecision: number;
}

/** Learns a model for the known persons, starting from the context's. */
export function learnModel(
  context: LinkContext,
  encode: (rows: readonly IdentityFields[]) => Encoded,
  { labelled, unlabelled, seed, targetPrecision }: Lesson,
): { readonly model: LinkModel; readonly report: LearnReport } {
  const drawn = draw(labelled, MOST_ROWS, seed);
  const isLabelled = drawn.length >= LEAST_LABELLED;
  const taught = labelledSet(isLabelled ? drawn.filter((_, i) => i % 2 === 0) : [], encode);
  const subjects = isLabelled ? rowSubjects(context, taught) : personSubjects(context);
  const chance = learnChance(context.known, subjects, seededRng(`linking/${seed}/chance`));
  const match = isLabelled ? learnMatches(context, taught) : context.model.match;
  let model: LinkModel = { ...context.model, ...chance, match };
  let rounds = 0;
  const unlabelledRows = draw(unlabelled, MOST_UNLABELLED, seed);
  if (unlabelledRows.length >= LEAST_UNLABELLED) {
    const found = expectMaximise({ ...context, model }, encode(unlabelledRows), !isLabelled);
    model = { ...model, match: found.match, matchShare: found.matchShare };
    rounds = found.rounds;
  }
  const measured = isLabelled
    ? chooseThresholds(
        { ...context, model },
        labelledSet(
          drawn.filter((_, i) => i % 2 === 1),
          encode,
        ),
        targetPrecision,
      )
    : null;
  if (measured) model = { ...model, thresholds: measured.thresholds };
  const method = isLabelled ? 'labelled' : rounds > 0 ? 'em' : 'declared';
  return {
    model,
    report: {
      method,
      rows: isLabelled ? drawn.length : rounds > 0 ? unlabelledRows.length : 0,
      rounds,
      matchShare: model.matchShare,
      thresholds: model.thresholds,
      measured: measured?.measured ?? null,
    },
  };
}

function labelledSet(
  labelled: readonly LabelledRow[],
  encode: (rows: readonly IdentityFields[]) => Encoded,
): LabelledSet {
  const rows = encode(labelled.map(({ fields }) => fields));
  hideNumbers(rows);
  return { rows, person: Uint32Array.from(labelled, ({ person }) => person) };
}

/** At most `most` rows, in an order drawn from the seed. */
function draw<Row>(rows: readonly Row[], most: number, seed: number): readonly Row[] {
  const order = Uint32Array.from(rows.keys());
  shuffle(order, seededRng(`linking/${seed}/draw`));
  return Array.from(order.subarray(0, most), (i) => rows[i]).filter((row) => row !== undefined);
}
