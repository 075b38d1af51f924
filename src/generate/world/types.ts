/**
 * What truly happened to the households of one chunk, month by month. Departments see parts of it, later, in their
 * own words and with their own mistakes; that is the business of `../departments`.
 *
 * Conventions: `day` is whole days since 1970-01-01; `month` is counted from the plan's first month (0) and is
 * negative before it; money is integer fen; `person` and `household` are positions in `persons` and `households` of
 * the same chunk; −1 stands for none.
 */
import type { AidItem, Relation, Topic } from './codes.ts';

/** A household as a unit of hukou; a split makes a new one. */
export interface TrueHousehold {
  /** Unique in the county, the same for any chunk size. */
  readonly number: number;
  /** Position of the founding household in the county, 0-based: the household's random stream hangs on it. */
  readonly lineage: number;
  /** 12-digit code of the village. */
  readonly village: string;
  readonly rural: boolean;
  /** Number of the dwelling, unique in the county: address, electricity and water meter hang on it. */
  readonly dwelling: number;
  readonly formedDay: number;
  /** −1 while it lasts. */
  readonly dissolvedDay: number;
}

/** A person. */
export interface TruePerson {
  /** Unique in the county, the same for any chunk size. */
  readonly number: number;
  readonly sex: 'male' | 'female';
  readonly birthDay: number;
  /** −1 while alive. */
  readonly deathDay: number;
  readonly father: number;
  readonly mother: number;
  /** Highest schooling completed; of pupils: the stage before. */
  readonly schooling: 'none' | 'primary' | 'junior' | 'senior' | 'college' | 'bachelor';
}

/** Who belongs to which household's hukou, from when to when, and whether they really live there. */
export interface MembershipSpell {
  readonly person: number;
  readonly household: number;
  readonly relation: Relation;
  readonly fromDay: number;
  /** First day no longer in the household; −1 while it lasts. */
  readonly toDay: number;
  readonly began: 'initial' | 'birth' | 'marriage_in' | 'move_in' | 'split' | 'head_change';
  readonly ended: 'none' | 'marriage_out' | 'move_out' | 'split' | 'death' | 'head_change';
  /** False: registered here, living elsewhere (away for work or study). */
  readonly coresident: boolean;
}

export interface VitalEvent {
  readonly person: number;
  readonly kind: 'birth' | 'death' | 'move_in' | 'move_out' | 'detained' | 'released' | 'missing';
  readonly day: number;
}

export interface Vehicle {
  readonly number: number;
  readonly person: number;
  readonly kind: 'car' | 'truck' | 'motorcycle' | 'disabled_scooter';
  readonly valueFen: number;
  readonly firstDay: number;
  /** Day it was sold or scrapped; −1 while it lasts. */
  readonly endDay: number;
}

/** Assistance paid for a month. */
export interface GrantPaid {
  readonly household: number;
  /** For whom; the applicant when it is the whole household's. */
  readonly person: number;
  readonly item: AidItem;
  readonly month: number;
  readonly amountFen: number;
  readonly day: number;
}

export interface ApplicationStep {
  readonly household: number;
  readonly person: number;
  readonly item: AidItem;
  readonly step: 'applied' | 'approved' | 'refused' | 'withdrawn' | 'stopped' | 'left';
  readonly day: number;
  readonly reason:
    | 'eligible'
    | 'income_over'
    | 'assets_over'
    | 'income_rose'
    | 'employed'
    | 'death'
    | 'moved_out'
    | 'gave_up'
    | 'papers_missing'
    | 'none';
}

/** A visit; amounts are of the 12 months before it, as truly was. */
export interface Visit {
  readonly household: number;
  readonly day: number;
  readonly outcome: 'confirmed' | 'not_confirmed' | 'already_aided' | 'elsewhere' | 'declined';
  readonly wageFen: number;
  readonly businessFen: number;
  readonly propertyFen: number;
  readonly transferFen: number;
  readonly medicalFen: number;
  readonly educationFen: number;
  readonly cause:
    'illness' | 'disability' | 'education' | 'disaster' | 'no_labour' | 'unemployment' | 'other';
  /** Everyone registered, and whether they live there. */
  readonly members: readonly { readonly person: number; readonly coresident: boolean }[];
}

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

/** Membership of basic medical insurance in a calendar year. */
export interface InsuranceYear {
  readonly person: number;
  readonly year: number;
  readonly scheme: 'resident' | 'employee';
  readonly state: 'insured' | 'not_insured' | 'interrupted';
  readonly day: number;
}

export interface MajorDisease {
  readonly person: number;
  /** Position in `diagnoses`. */
  readonly diagnosis: number;
  readonly day: number;
}

export interface DisabilityChange {
  readonly person: number;
  /** 1 visual … 7 multiple. */
  readonly type: number;
  /** 1 (severest) … 4. */
  readonly grade: number;
  readonly change: 'new' | 'worse' | 'better' | 'renewed' | 'cancelled';
  readonly day: number;
  readonly needsCare: boolean;
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

export interface WorkEvent {
  readonly person: number;
  readonly kind:
    | 'dismissed'
    | 'registered_unemployed'
    | 'benefit_granted'
    | 'benefit_stopped'
    | 'employed'
    | 'public_post';
  readonly day: number;
  /** Last day of the benefit; −1 when there is none. */
  readonly benefitUntilDay: number;
  readonly monthlyBenefitFen: number;
}

export interface PensionColumns {
  readonly count: number;
  readonly person: Int32Array;
  readonly month: Int32Array;
  /** Position in `pensionKinds`. */
  readonly kind: Uint8Array;
  readonly amountFen: Int32Array;
}

/** Schooling in one school year (`year` = the autumn it begins). */
export interface Schooling {
  readonly person: number;
  readonly stage:
    'preschool' | 'primary' | 'junior' | 'senior' | 'vocational' | 'college' | 'bachelor' | 'graduate';
  readonly year: number;
  readonly state: 'enrolled' | 'dropped_out' | 'graduated';
  readonly tuitionFen: number;
  readonly boardFen: number;
  readonly grantFen: number;
  readonly boards: boolean;
  readonly day: number;
}

export interface SecuredHousing {
  readonly number: number;
  readonly household: number;
  readonly person: number;
  readonly mode: 'public_rental' | 'rent_subsidy' | 'unsafe_house';
  readonly grade: 'A' | 'B' | 'C' | 'D';
  readonly rentFen: number;
  readonly arrearsMonths: number;
  readonly arrearsFen: number;
  readonly confirmedDay: number;
  readonly day: number;
}

export interface Property {
  readonly number: number;
  readonly person: number;
  readonly use: 'home' | 'shop' | 'office';
  readonly areaM2: number;
  readonly valueFen: number;
  readonly firstDay: number;
  readonly endDay: number;
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

export interface Firm {
  readonly number: number;
  readonly person: number;
  readonly kind: 'sole' | 'company';
  readonly capitalFen: number;
  readonly state: 'active' | 'revoked' | 'closed';
  readonly approvedDay: number;
  readonly day: number;
}

export interface ProvidentBalance {
  readonly person: number;
  readonly day: number;
  readonly balanceFen: number;
  readonly monthlyFen: number;
  readonly state: 'active' | 'sealed';
}

/** Money of an applicant, as the bank knows it. */
export interface BankBalance {
  readonly person: number;
  readonly kind: 'deposit' | 'securities' | 'insurance';
  readonly balanceFen: number;
  readonly day: number;
}

export interface Disaster {
  readonly household: number;
  readonly person: number;
  readonly kind: 'flood' | 'typhoon' | 'fire' | 'landslide' | 'traffic' | 'work_injury';
  readonly damage: 'collapsed' | 'severe' | 'slight' | 'crops' | 'injury';
  readonly lossFen: number;
  readonly cropLoss: number;
  readonly day: number;
}

export interface RuralMonitoring {
  readonly household: number;
  readonly kind: 'unstable' | 'marginal' | 'sudden';
  readonly risk: 'illness' | 'disability' | 'education' | 'disaster' | 'work' | 'other';
  readonly fromDay: number;
  readonly clearedDay: number;
  readonly netPerCapitaFen: number;
}

export interface UnionAid {
  readonly person: number;
  readonly kind: 'deep' | 'relative' | 'accident';
  readonly amountFen: number;
  readonly day: number;
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

export interface CourtCase {
  readonly person: number;
  readonly kind: 'enforcement' | 'relief' | 'legal_aid';
  readonly amountFen: number;
  readonly day: number;
}

export interface HotlineCall {
  readonly household: number;
  readonly person: number;
  readonly topic: Topic;
  readonly day: number;
}

export interface HardshipReport {
  readonly household: number;
  readonly person: number;
  readonly reporter: 'self' | 'grid_worker' | 'third_party';
  readonly topic: Topic;
  readonly day: number;
}

export interface CharityAid {
  readonly person: number;
  readonly kind: 'medical' | 'education' | 'hardship';
  readonly amountFen: number;
  readonly day: number;
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

/** Everything true about the households of one chunk. */
export interface ChunkHistory {
  readonly chunk: number;
  readonly households: readonly TrueHousehold[];
  readonly persons: readonly TruePerson[];
  readonly memberships: readonly MembershipSpell[];
  readonly vitalEvents: readonly VitalEvent[];
  readonly vehicles: readonly Vehicle[];
  readonly grants: readonly GrantPaid[];
  readonly applications: readonly ApplicationStep[];
  readonly visits: readonly Visit[];
  readonly claims: ClaimColumns;
  readonly insurance: readonly InsuranceYear[];
  readonly majorDiseases: readonly MajorDisease[];
  readonly disabilities: readonly DisabilityChange[];
  readonly contributions: ContributionColumns;
  readonly workEvents: readonly WorkEvent[];
  readonly pensions: PensionColumns;
  readonly schooling: readonly Schooling[];
  readonly securedHousing: readonly SecuredHousing[];
  readonly properties: readonly Property[];
  readonly taxed: TaxedColumns;
  readonly firms: readonly Firm[];
  readonly providentFund: readonly ProvidentBalance[];
  readonly bankBalances: readonly BankBalance[];
  readonly disasters: readonly Disaster[];
  readonly ruralMonitoring: readonly RuralMonitoring[];
  readonly unionAid: readonly UnionAid[];
  readonly power: PowerColumns;
  readonly water: WaterColumns;
  readonly courtCases: readonly CourtCase[];
  readonly hotline: readonly HotlineCall[];
  readonly reports: readonly HardshipReport[];
  readonly charity: readonly CharityAid[];
  readonly truth: TruthColumns;
}

/** Answer of `simulateChunk(plan: CountyPlan, chunk: number): ChunkHistory`; see `county-plan.ts`. */
export type SimulateChunk<Plan> = (plan: Plan, chunk: number) => ChunkHistory;
