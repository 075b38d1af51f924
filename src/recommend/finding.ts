/**
 * What is found for a household.
 *
 * `entitled`: the rules grant it and it is not held; `near`: one limit is missed, by little; `ask`: only unknown facts
 * stand in the way; `review`: held, but the rules refuse it on what is known; `overlap`: held together with an item it
 * excludes (救助叠加); `gap`: entitled to money, and nothing at all is held (救助真空).
 */
import type { ItemKind } from '../policy/index.ts';

export const findingKinds = ['gap', 'overlap', 'review', 'entitled', 'near', 'ask'] as const;
/** One of them. */
export type Finding = (typeof findingKinds)[number];

/** The words of findings. */
export const findingWords: Readonly<Record<Finding, { readonly zh: string; readonly en: string }>> = {
  gap: { zh: '救助真空', en: 'gap' },
  overlap: { zh: '救助叠加', en: 'overlap' },
  review: { zh: '在享待复核', en: 'held, to be reviewed' },
  entitled: { zh: '符合未享受', en: 'entitled, not held' },
  near: { zh: '差一点', en: 'near miss' },
  ask: { zh: '待核实', en: 'to be asked' },
};

/** How a finding's amount is paid: what a gap is worth is told by the month, whatever its first item pays by. */
export function paidBy(finding: Finding, kind: ItemKind): ItemKind {
  return finding === 'gap' ? 'monthly' : kind;
}

/** One line for one household. */
export interface Recommendation {
  readonly household: string;
  readonly finding: Finding;
  readonly item: string;
  /** Fen in the item's own period; a ceiling where an officer decides; null where no money is paid or it is not known. */
  readonly amountFen: number | null;
  /** Items this one opens, or, for an overlap, those it is held with. */
  readonly with: readonly string[];
  /** Of a near miss: by how much, fen in the limit's own period. */
  readonly marginFen: number | null;
  /** The procedure that handles it together with others (一件事). */
  readonly bundle: string | null;
  readonly zh: string;
  readonly en: string;
  /** 1 = first. */
  readonly rank: number;
}
