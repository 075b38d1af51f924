/** A rate stands on at least so many independent rows; below, no interval of a share means much. */
export const LEAST_EFFECTIVE_N = 10;
/** A 95 % interval wider than this (±15 points) says nothing about fairness. */
export const WIDEST_INTERVAL = 0.3;
/** A difference of recall whose whole interval is within ±10 points counts as similar. */
export const MARGIN = 0.1;
/** Chance that an audit of a list that treats all groups alike accuses any of them. */
export const ALPHA = 0.05;
/** A column of more values is not crossed with others: nearly all cells would be too small. */
export const MOST_CROSSED_VALUES = 12;
