/**
 * What linking is worth on rows whose person is known: their numbers are hidden, and for a share of them the person
 * too, as if nobody had known them.
 */
import { isBorneOut } from '../decide/answers.ts';
import { newLinkColumns, newRowLinker, type LinkContext } from '../decide/row-linker.ts';
import { unpackAgreement } from '../levels.ts';
import type { MeasuredQuality, Thresholds } from '../types.ts';
import type { LabelledSet } from './labelled.ts';

/** A row links from no lower probability than this, however well it went. */
const LOWEST_LINK = 0.9;
/** And need not be surer than this: what is wrong there no threshold can part. */
const HIGHEST_LINK = 0.9999;

/** Each row's probability and whether its best person is the right one. */
interface Trial {
  readonly probability: Float64Array;
  readonly right: Uint8Array;
  /** Rows whose person was to be found. */
  readonly findable: number;
}

/** The lowest link threshold that reaches the precision with 95 % confidence, and the quality there. */
export function chooseThresholds(
  context: LinkContext,
  labelled: LabelledSet,
  targetPrecision: number,
): { readonly thresholds: Thresholds; readonly measured: MeasuredQuality } {
  const trial = tryOut(context, labelled);
  const link = lowestLink(trial, targetPrecision);
  const thresholds = { link, review: Math.min(link, context.model.thresholds.review) };
  return { thresholds, measured: qualityAt(trial, thresholds) };
}

function tryOut(context: LinkContext, { rows, person }: LabelledSet): Trial {
  const linker = newRowLinker(context);
  const answers = newLinkColumns(person.length);
  const right = new Uint8Array(person.length);
  const hiddenShare = 1 - context.model.matchShare;
  let findable = 0;
  person.forEach((known, i) => {
    const hidden = Math.floor((i + 1) * hiddenShare) > Math.floor(i * hiddenShare);
    linker.link(rows, i, answers, hidden ? [known] : []);
    if (!isBorneOut(unpackAgreement(answers.pattern[i]!)))
      answers.probability[i] = Math.min(answers.probability[i]!, LOWEST_LINK / 2);
    if (hidden) return;
    findable++;
    right[i] = answers.person[i] === known ? 1 : 0;
  });
  return { probability: answers.probability, right, findable };
}

function lowestLink({ probability, right }: Trial, target: number): number {
  const order = Uint32Array.from(probability.keys()).sort((a, b) => probability[b]! - probability[a]!);
  let links = 0;
  let correct = 0;
  let lowest = HIGHEST_LINK;
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    links++;
    correct += right[row]!;
    const p = probability[row]!;
    if (p < LOWEST_LINK) break;
    const tied = k + 1 < order.length && probability[order[k + 1]!] === p;
    if (!tied && wilsonLow(correct, links) >= target) lowest = Math.min(HIGHEST_LINK, p);
  }
  return lowest;
}

function qualityAt({ probability, right, findable }: Trial, { link, review }: Thresholds): MeasuredQuality {
  let links = 0;
  let correct = 0;
  let reviewed = 0;
  probability.forEach((p, i) => {
    if (p >= link) {
      links++;
      correct += right[i]!;
    } else if (p >= review) reviewed++;
  });
  const rows = probability.length;
  return {
    rows,
    precision: links === 0 ? 1 : correct / links,
    precisionAtLeast: wilsonLow(correct, links),
    recall: correct / Math.max(1, findable),
    reviewShare: reviewed / Math.max(1, rows),
  };
}

/** Lower end of the 95 % Wilson interval (Wilson 1927). */
function wilsonLow(successes: number, n: number): number {
  if (n === 0) return 0;
  const z = 1.959964;
  const p = successes / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (centre - spread) / (1 + (z * z) / n));
}
