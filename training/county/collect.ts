/**
 * The training rows, gathered date by date under a limit: above it whole households are left out by a fixed hash, so
 * that what stays does not depend on order and keeps the share of events.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { cohortDays, knownRows, modelColumns, type DaySource } from './days.ts';
import { historiesOn, type HistoryWindow } from './histories.ts';
import { countRows, joinPieces, pieceOf, under, WHOLE, type JoinedRows, type Piece } from './pieces.ts';
import { isHeldOut, type Split } from './splits.ts';

/** Counts of one part of the time line. */
export interface PartFacts {
  readonly asOf: readonly IsoDate[];
  readonly rows: number;
  readonly positives: number;
  /** Rows whose outcome nobody knows. */
  readonly censored: number;
}

/** Rows to learn from. */
export interface TrainingRows extends JoinedRows {
  readonly facts: PartFacts;
  /** Share of households kept under the limit of rows; 1 = all. */
  readonly sampled: number;
}

/**
 * Gathers a split's training part.
 *
 * @param window how far ahead hazards look; null: there is none
 * @throws JZ_LABEL_ONE_CLASS when nobody, or everybody, has the event
 */
export async function collectTraining(
  source: DaySource,
  { train: dates, keepsHouseholdsApart }: Split,
  progress: Progress,
  window: HistoryWindow | null = null,
): Promise<TrainingRows> {
  const { config } = source;
  const { seed } = config;
  const columns = modelColumns(config);
  const belongs = (id: string): boolean => !keepsHouseholdsApart || !isHeldOut(seed, id);
  let cutoff = WHOLE;
  let known: Piece[] = [];
  let partly: Piece[] = [];
  let censored = 0;
  let done = 0;
  for await (const day of cohortDays(source, dates)) {
    const { rows, unknown, labels } = knownRows(day, config, belongs);
    const histories = window && (await historiesOn(source, day, window));
    const from = { day, columns, seed, cutoff, histories };
    known.push(pieceOf(from, rows, labels.y));
    if (histories) {
      const seen = unknown.filter((row) => histories.months[row]! > 0);
      partly.push(pieceOf(from, seen, labels.y));
    }
    censored += unknown.length;
    while (countRows(known) > config.train_rows_at_most) {
      cutoff /= 2;
      known = known.map((one) => under(one, cutoff));
      partly = partly.map((one) => under(one, cutoff));
    }
    progress('训练数据 / training rows', ++done, dates.length);
  }
  const joined = joinPieces(known, partly, columns);
  const [rows, positives] = [joined.y.length, countPositives(joined.y)];
  if (positives === 0 || positives === rows)
    throw new JzError('JZ_LABEL_ONE_CLASS', { value: joined.y[0] ?? 0 });
  return { ...joined, facts: { asOf: dates, rows, positives, censored }, sampled: cutoff / WHOLE };
}
