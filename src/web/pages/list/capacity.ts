import type { Band, OverviewResponse } from '../../../api/types.ts';
import { bandOrder } from '../../theme/bands.ts';

/** How many of a band's households the first visits reach. */
export interface BandCover {
  readonly band: Band;
  readonly covered: number;
  readonly households: number;
}

/**
 * How far a number of visits reaches down the list; bands follow each other in rank.
 *
 * @returns bands reached, most urgent first; empty ones left out
 */
export function coverOf(bands: OverviewResponse['bands'], capacity: number): readonly BandCover[] {
  let left = capacity;
  const covers: BandCover[] = [];
  for (const band of bandOrder) {
    const { households } = bands[band];
    const covered = Math.min(left, households);
    if (covered > 0) covers.push({ band, covered, households });
    left -= covered;
  }
  return covers;
}

/**
 * How much of the list to draw: all of it, unless the last band is so long that the others could not be seen;
 * then as much of it as the others take together, and never less than the visits.
 */
export function drawnLength(overview: Pick<OverviewResponse, 'bands' | 'scored'>, capacity: number): number {
  const urgent = overview.scored - overview.bands.blue.households;
  return Math.min(overview.scored, Math.max(2 * urgent, Math.ceil(capacity * 1.25)));
}
