/**
 * The large kinds of rows, as columns; conventions as in types.ts.
 */
import type { ColumnsOf } from './tables.ts';

/** Settled medical bills. total = inScope + outOfScope; inScope = basic + serious + aid + selfPaid. */
export const claimShape = {
  person: 'int',
  day: 'int',
  /** Position in `schemes`. */
  scheme: 'byte',
  /** Position in `claimKinds`. */
  kind: 'byte',
  /** Position in `diagnoses`. */
  diagnosis: 'byte',
  /** Level of the hospital, 1–3. */
  level: 'byte',
  totalFen: 'int',
  inScopeFen: 'int',
  basicFen: 'int',
  seriousFen: 'int',
  aidFen: 'int',
  selfPaidFen: 'int',
  outOfScopeFen: 'int',
} as const;
export type ClaimColumns = ColumnsOf<typeof claimShape>;

/** Monthly contributions that were paid; one row of state `interrupted` marks the first month unpaid. */
export const contributionShape = {
  person: 'int',
  month: 'int',
  /** Position in `contributionSchemes`. */
  scheme: 'byte',
  baseFen: 'int',
  /** Position in `contributionStates`. */
  state: 'byte',
} as const;
export type ContributionColumns = ColumnsOf<typeof contributionShape>;

export const pensionShape = {
  person: 'int',
  month: 'int',
  /** Position in `pensionKinds`. */
  kind: 'byte',
  amountFen: 'int',
} as const;
export type PensionColumns = ColumnsOf<typeof pensionShape>;

/** Income declared to the tax office. */
export const taxedShape = {
  person: 'int',
  month: 'int',
  /** Position in `taxedKinds`. */
  kind: 'byte',
  amountFen: 'int',
} as const;
export type TaxedColumns = ColumnsOf<typeof taxedShape>;

/** Electricity: one row a dwelling and month. */
export const powerShape = {
  household: 'int',
  month: 'int',
  kwh: 'int',
  chargeFen: 'int',
  /** Bills unpaid. */
  arrears: 'byte',
} as const;
export type PowerColumns = ColumnsOf<typeof powerShape>;

/** Water: one row a dwelling and quarter, in its last month. */
export const waterShape = {
  household: 'int',
  month: 'int',
  cubicMetres: 'int',
  chargeFen: 'int',
  arrears: 'byte',
} as const;
export type WaterColumns = ColumnsOf<typeof waterShape>;

/** The hidden truth, one row a household and month; never in a department's file. */
export const truthShape = {
  household: 'int',
  month: 'int',
  /** Persons really living together. */
  size: 'byte',
  /** Disposable income of the month, assistance included. */
  incomeFen: 'int',
  /** Of which social assistance. */
  aidFen: 'int',
  /** Medical costs borne, education, rehabilitation of the month. */
  rigidFen: 'int',
  /** What is left a head and month over the window of need, without assistance, after rigid spending. */
  levelFen: 'int',
  /** Dibao standard a head and month. */
  standardFen: 'int',
  /** Dibian line a head and month. */
  dibianFen: 'int',
  /** 1 when `levelFen < standardFen`. */
  need: 'byte',
  /** 1 when `levelFen < dibianFen`. */
  nearNeed: 'byte',
  /** 1 in the month in which need begins after months without (see parameters `need.clear_months`). */
  falls: 'byte',
  /** Position in `causes`: the first shock that led to the present or coming need. */
  cause: 'byte',
  /** 1 when in need, without aid and not going to ask for it. */
  silent: 'byte',
  /** 0 none, 1 dibao, 2 dibian, 3 tekun, 4 rigid. */
  status: 'byte',
  /** Money in the bank and elsewhere, of all living together. */
  financialAssetsFen: 'double',
} as const;
export type TruthColumns = ColumnsOf<typeof truthShape>;

/** Counts of persons and households on the first day of a year of the plan; for calibration only. */
export interface Stock {
  readonly month: number;
  readonly households: number;
  readonly persons: number;
  readonly rural: number;
  readonly disabled: number;
  readonly severe: number;
  readonly certified: number;
  readonly withDisabled: number;
  readonly labour: number;
  readonly unemployed: number;
  readonly old: number;
  readonly oldChronic: number;
  readonly dibao: number;
  readonly dibian: number;
  readonly entitled: number;
  readonly entitledAided: number;
  readonly residentInsured: number;
  readonly employeeInsured: number;
}

/** Months of work, losses, months of search, finds; for calibration only. */
export interface WorkCounts {
  readonly held: number;
  readonly lost: number;
  readonly searched: number;
  readonly found: number;
  readonly searchedOld: number;
  readonly foundOld: number;
}
