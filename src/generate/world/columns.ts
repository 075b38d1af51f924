/**
 * The large kinds of rows, as columns; conventions as in types.ts.
 */
/** Settled medical bills. total = inScope + outOfScope; inScope = basic + serious + aid + selfPaid. */
export interface ClaimColumns {
  readonly count: number;
  readonly person: Int32Array;
  readonly day: Int32Array;
  /** Position in `schemes`. */
  readonly scheme: Uint8Array;
  /** Position in `claimKinds`. */
  readonly kind: Uint8Array;
  /** Position in `diagnoses`. */
  readonly diagnosis: Uint8Array;
  /** Level of the hospital, 1–3. */
  readonly level: Uint8Array;
  readonly totalFen: Int32Array;
  readonly inScopeFen: Int32Array;
  readonly basicFen: Int32Array;
  readonly seriousFen: Int32Array;
  readonly aidFen: Int32Array;
  readonly selfPaidFen: Int32Array;
  readonly outOfScopeFen: Int32Array;
}

/** Monthly contributions that were paid; one row of state `interrupted` marks the first month unpaid. */
export interface ContributionColumns {
  readonly count: number;
  readonly person: Int32Array;
  readonly month: Int32Array;
  /** Position in `contributionSchemes`. */
  readonly scheme: Uint8Array;
  readonly baseFen: Int32Array;
  /** Position in `contributionStates`. */
  readonly state: Uint8Array;
}

export interface PensionColumns {
  readonly count: number;
  readonly person: Int32Array;
  readonly month: Int32Array;
  /** Position in `pensionKinds`. */
  readonly kind: Uint8Array;
  readonly amountFen: Int32Array;
}

/** Income declared to the tax office. */
export interface TaxedColumns {
  readonly count: number;
  readonly person: Int32Array;
  readonly month: Int32Array;
  /** Position in `taxedKinds`. */
  readonly kind: Uint8Array;
  readonly amountFen: Int32Array;
}

/** Electricity: one row a dwelling and month. */
export interface PowerColumns {
  readonly count: number;
  readonly household: Int32Array;
  readonly month: Int32Array;
  readonly kwh: Int32Array;
  readonly chargeFen: Int32Array;
  /** Bills unpaid. */
  readonly arrears: Uint8Array;
}

/** Water: one row a dwelling and quarter, in its last month. */
export interface WaterColumns {
  readonly count: number;
  readonly household: Int32Array;
  readonly month: Int32Array;
  readonly cubicMetres: Int32Array;
  readonly chargeFen: Int32Array;
  readonly arrears: Uint8Array;
}

/** The hidden truth, one row a household and month; never in a department's file. */
export interface TruthColumns {
  readonly count: number;
  readonly household: Int32Array;
  readonly month: Int32Array;
  /** Persons really living together. */
  readonly size: Uint8Array;
  /** Disposable income of the month, assistance included. */
  readonly incomeFen: Int32Array;
  /** Of which social assistance. */
  readonly aidFen: Int32Array;
  /** Medical costs borne, education, rehabilitation of the month. */
  readonly rigidFen: Int32Array;
  /** What is left a head and month over the window of need, without assistance, after rigid spending. */
  readonly levelFen: Int32Array;
  /** Dibao standard a head and month. */
  readonly standardFen: Int32Array;
  /** Dibian line a head and month. */
  readonly dibianFen: Int32Array;
  /** 1 when `levelFen < standardFen`. */
  readonly need: Uint8Array;
  /** 1 when `levelFen < dibianFen`. */
  readonly nearNeed: Uint8Array;
  /** 1 in the month in which need begins after months without (see parameters `need.clear_months`). */
  readonly falls: Uint8Array;
  /** Position in `causes`: the first shock that led to the present or coming need. */
  readonly cause: Uint8Array;
  /** 1 when in need, without aid and not going to ask for it. */
  readonly silent: Uint8Array;
  /** 0 none, 1 dibao, 2 dibian, 3 tekun, 4 rigid. */
  readonly status: Uint8Array;
  /** Money in the bank and elsewhere, of all living together. */
  readonly financialAssetsFen: Float64Array;
}

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
