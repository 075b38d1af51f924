import { whole } from '../../io/page/text.ts';
import type { Cell } from '../groups.ts';

/** In place of what would tell of too few households. */
const hidden = '*';

/** Fen as whole yuan. */
export const yuan = (fen: Cell): string => (fen === null ? hidden : whole(Math.round(fen / 100)));
/** A number of households or persons. */
export const counted = (cell: Cell): string => (cell === null ? hidden : whole(cell));
