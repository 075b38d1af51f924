/**
 * The quality report as JSON: what was measured, how it scores, what to ask.
 */
import * as z from 'zod';

const words = z.strictObject({ zh: z.string(), en: z.string() });
const share = z.number().min(0).max(1);
const score = z.number().min(0).max(100);
const count = z.int().nonnegative();
/** Null where there was nothing to measure. */
const maybeScore = score.nullable();

const lag = z.strictObject({
  /** `YYYY-MM` in which it happened. */
  month: z.string(),
  rows: count,
  medianDays: z.number(),
  p90Days: z.number(),
});

const monthRows = z.strictObject({ month: z.string(), rows: count });

const volumeBreak = z.strictObject({
  table: z.string(),
  /** `YYYY-MM`. */
  month: z.string(),
  rows: count,
  /** Median of the table's other months. */
  usual: z.number(),
});

const ask = z.strictObject({
  /** The part of the score it would raise. */
  part: z.string(),
  severity: z.enum(['high', 'medium']),
  zh: z.string(),
  en: z.string(),
});

const department = z.strictObject({
  department: z.string(),
  title: words,
  files: count,
  rowsIn: count,
  loaded: count,
  quarantined: count,
  score: maybeScore,
  light: z.enum(['good', 'fair', 'poor', 'unknown']),
  parts: z.strictObject({
    completeness: maybeScore,
    validity: maybeScore,
    uniqueness: maybeScore,
    identity: maybeScore,
    consistency: maybeScore,
    timeliness: maybeScore,
    steadiness: maybeScore,
  }),
  completeness: z.strictObject({
    filledShare: share.nullable(),
    /** Columns with empty cells, the emptiest first. */
    gaps: z.array(z.strictObject({ file: z.string(), column: z.string(), filledShare: share })),
  }),
  validity: z.strictObject({
    quarantinedShare: share,
    /** Rejected rows by error code, duplicates apart. */
    problems: z.array(z.strictObject({ code: z.string(), rows: count })),
    /** Cells put in order on the way in: spaces, full-width digits, separators. */
    repairedCells: count,
  }),
  uniqueness: z.strictObject({ duplicates: count, share }),
  identity: z.strictObject({ withoutValidNumber: count, share, invalidNumbers: count }),
  consistency: z.strictObject({ persons: count, contradicted: count, share }),
  timeliness: z.strictObject({
    medianDays: z.number().nullable(),
    p90Days: z.number().nullable(),
    /** Rows of what happened before the department first reported: not counted as late. */
    stock: count,
    months: z.array(lag),
  }),
  volume: z.strictObject({
    months: z.array(monthRows),
    /** By table. */
    tables: z.record(z.string(), z.array(monthRows)),
    breaks: z.array(volumeBreak),
  }),
  asks: z.array(ask),
});

const check = z.strictObject({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  /** What to do about it. */
  remedyZh: z.string(),
  remedyEn: z.string(),
  /** `contradiction`: one source is wrong. `lead`: both may be right, look there. */
  kind: z.enum(['contradiction', 'lead']),
  persons: count,
  /** Persons by department whose rows are involved. */
  departments: z.record(z.string(), count),
});

const linkFigures = z.strictObject({
  strangers: count,
  linked: count,
  review: count,
  unknown: count,
  precision: share.nullable(),
  recall: share.nullable(),
});

/** What came from one department with one generation. */
const departmentPoint = z.strictObject({
  files: count,
  rowsIn: count,
  quarantinedShare: share,
  /** From completeness, validity, uniqueness and identity alone. */
  intakeScore: maybeScore,
  medianDays: z.number().nullable(),
  p90Days: z.number().nullable(),
});

const trendPoint = z.strictObject({
  generation: z.string(),
  /** Files that came with this generation. */
  files: count,
  rowsIn: count,
  quarantinedShare: share,
  intakeScore: maybeScore,
  /** Of those that sent anything. */
  departments: z.record(z.string(), departmentPoint),
});

/** The report's form. */
export const qualityReportSchema = z.strictObject({
  format: z.literal(1),
  generation: z.string(),
  currency: z.string(),
  /** Last day anything in the ledger became known. */
  knownUntil: z.string().nullable(),
  rowsIn: count,
  loaded: count,
  quarantined: count,
  files: count,
  /** Score of all departments, by rows on a logarithmic scale. */
  score: maybeScore,
  departments: z.array(department),
  checks: z.array(check),
  links: linkFigures.nullable(),
  /** Files no mapping claimed. */
  unclaimed: z.array(z.string()),
  /** Oldest first; the last is this generation. */
  trend: z.array(trendPoint),
});

/** A quality report. */
export type QualityReport = z.infer<typeof qualityReportSchema>;
export type DepartmentQuality = QualityReport['departments'][number];
export type ScoreParts = DepartmentQuality['parts'];
export type ScorePart = keyof ScoreParts;
export type QualityCheck = QualityReport['checks'][number];
export type DepartmentPoint = z.infer<typeof departmentPoint>;
export type TrendPoint = QualityReport['trend'][number];
export type VolumeBreak = DepartmentQuality['volume']['breaks'][number];
export type Ask = DepartmentQuality['asks'][number];
