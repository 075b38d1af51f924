/**
 * The score: how good a department's data are, 0 to 100. The formula is printed in the report.
 */
import type { ScorePart, ScoreParts } from './schema.ts';

/** Weight of each part; parts that could not be measured leave theirs to the others. */
export const weights: Readonly<Record<ScorePart, number>> = {
  completeness: 20,
  validity: 20,
  uniqueness: 5,
  identity: 15,
  consistency: 15,
  timeliness: 20,
  steadiness: 5,
};

/** From this score on the light is green; from the second on yellow. */
export const lightLimits = { good: 85, fair: 70 } as const;
/** A part under this keeps the light from being green. */
export const weakPart = 50;
/** Days within which nine tenths of the records should arrive, and after which timeliness scores nothing. */
export const lagDays = { good: 30, none: 210 } as const;

/** Shares of faults at which a part scores nothing: 10 % rejected, 10 % repeated, 50 % unnumbered, 5 % contradicted. */
const nothingAt = { validity: 0.1, uniqueness: 0.1, identity: 0.5, consistency: 0.05 } as const;
/** Each break of a month’s volume costs this many points of steadiness. */
const breakPoints = 20;

/** One-sided 90 % confidence: a department with few rows is not marked down for one of them. */
const confidence = 1.2816;

/** Score of a share of faults, by what is sure of it: 100 without any, 0 from the part's limit on. */
export function faultScore(part: keyof typeof nothingAt, faults: number, of: number): number {
  return 100 * Math.max(0, 1 - lowerBound(faults, of) / nothingAt[part]);
}

/** Wilson's lower bound of a share. */
export function lowerBound(faults: number, of: number): number {
  if (of === 0 || faults === 0) return 0;
  const p = Math.min(1, faults / of);
  const z2 = confidence ** 2 / of;
  const spread = confidence * Math.sqrt((p * (1 - p) + z2 / 4) / of);
  return Math.max(0, (p + z2 / 2 - spread) / (1 + z2));
}

/** Score of the day by which nine tenths of the records were known. */
export function lagScore(p90Days: number): number {
  return 100 * Math.min(1, Math.max(0, (lagDays.none - p90Days) / (lagDays.none - lagDays.good)));
}

/** Score of a history with so many breaks. */
export function steadinessScore(breaks: number): number {
  return Math.max(0, 100 - breakPoints * breaks);
}

/** Weighted mean of the parts that were measured, one decimal; null when none was. */
export function overall(parts: Partial<ScoreParts>): number | null {
  let sum = 0;
  let weight = 0;
  for (const [part, value] of Object.entries(parts) as [ScorePart, number | null][]) {
    if (value === null) continue;
    sum += weights[part] * value;
    weight += weights[part];
  }
  return weight === 0 ? null : round(sum / weight);
}

/** The traffic light of a score. */
export function lightOf(score: number | null, parts: ScoreParts): 'good' | 'fair' | 'poor' | 'unknown' {
  if (score === null) return 'unknown';
  if (score < lightLimits.fair) return 'poor';
  const isWeak = Object.values(parts).some((part) => part !== null && part < weakPart);
  return score >= lightLimits.good && !isWeak ? 'good' : 'fair';
}

/** One decimal. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
