/**
 * What is found for a household.
 */
/**
 * `entitled`: the rules grant it and it is not held; `ask`: only unknown facts stand in the way; `review`: held, but the
 * rules refuse it on what is known; `overlap`: held together with an item it excludes.
 */
export type Finding = 'entitled' | 'ask' | 'review' | 'overlap';

/** One line for one household. */
export interface Recommendation {
  readonly household: string;
  readonly finding: Finding;
  readonly item: string;
  /** Fen in the item's own period; a ceiling where an officer decides; null where no money is paid or it is not known. */
  readonly amountFen: number | null;
  /** Items this one opens, or, for an overlap, the one it is held with. */
  readonly with: readonly string[];
  /** 1 = first. */
  readonly rank: number;
}
