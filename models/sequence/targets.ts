/**
 * Histories as the hazard's targets: a label for every period a row was watched through.
 */
import type { Histories } from '../boosting/hazard.ts';
import { logit } from '../link.ts';

/** Targets, `[n × periods]`. */
export interface HazardTargets {
  readonly periods: number;
  /** 1 = the event came in the period. */
  readonly labels: Float32Array;
  /** The row's weight where it was watched through the period, or until the event in it; 0 = the period tells nothing. */
  readonly watched: Float32Array;
}

/** Lays histories out by period. */
export function hazardTargets(
  { months, happened, weights }: Histories,
  horizons: readonly number[],
): HazardTargets {
  const periods = horizons.length;
  const labels = new Float32Array(months.length * periods);
  const watched = new Float32Array(labels.length);
  for (let i = 0; i < months.length; i++)
    for (const [k, end] of horizons.entries()) {
      const isEvent = happened[i] === 1 && months[i]! <= end;
      if (!isEvent && months[i]! < end) break;
      watched[i * periods + k] = weights ? weights[i]! : 1;
      labels[i * periods + k] = isEvent ? 1 : 0;
      if (isEvent) break;
    }
  return { periods, labels, watched };
}

/** The chosen rows' targets. */
export function takeTargets(
  { periods, labels, watched }: HazardTargets,
  chosen: Int32Array,
): Pick<HazardTargets, 'labels' | 'watched'> {
  const take = (values: Float32Array): Float32Array => {
    const taken = new Float32Array(chosen.length * periods);
    for (let i = 0; i < chosen.length; i++)
      taken.set(values.subarray(chosen[i]! * periods, (chosen[i]! + 1) * periods), i * periods);
    return taken;
  };
  return { labels: take(labels), watched: take(watched) };
}

/** Each period's log-odds over all rows, with half an event and half a miss added: a period may have neither. */
export function periodLogOdds({ periods, labels, watched }: HazardTargets): Float32Array {
  const events = new Float64Array(periods).fill(0.5);
  const rows = new Float64Array(periods).fill(1);
  for (let place = 0; place < labels.length; place++) {
    events[place % periods]! += labels[place]! * watched[place]!;
    rows[place % periods]! += watched[place]!;
  }
  return Float32Array.from(events, (count, k) => logit(count / rows[k]!));
}
