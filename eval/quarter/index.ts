/** A lived quarter of warnings against the hidden truth of a synthetic county. */
export { judgeQuarter, type QuarterMeasures, type QuarterRound, type QueueMeasures } from './judge.ts';
export { trueMonths, type LookAt, type TrueMonth } from './caseworker.ts';
