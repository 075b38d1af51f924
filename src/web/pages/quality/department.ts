import type { QualityResponse } from '../../../api/types-analysis.ts';
import type { LightName } from '../../format/signs.ts';

/** One department of the answer. */
export type Department = QualityResponse['departments'][number];
/** A part of its score. */
export type Part = Department['parts'][number];

/** A part under this is a weak one. */
const weakUnder = 70;

/** Whether a part is weak, as a light. */
export function partLight({ score }: Part): LightName {
  if (score === null) return 'unknown';
  return score < weakUnder ? 'poor' : 'good';
}

/** The weakest part of a department, if any is weak. */
export function weakestPart({ parts }: Department): Part | null {
  let weakest: Part | null = null;
  for (const part of parts)
    if (part.score !== null && part.score < (weakest?.score ?? weakUnder)) weakest = part;
  return weakest;
}

/** Points a department went up since the generation before in which it sent anything; `null`: nothing before. */
export function pointsSinceLast(department: string, trend: QualityResponse['trend']): number | null {
  const scores = trend.flatMap((point) => {
    const own = point.departments.find((one) => one.department === department);
    return own?.score ?? [];
  });
  const [before, now] = scores.slice(-2);
  return before === undefined || now === undefined ? null : now - before;
}
