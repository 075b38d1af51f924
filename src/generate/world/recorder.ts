/**
 * Where a chunk's history is written while it is lived. A deaf recorder keeps nothing: for warm-up and for imagined futures.
 */
import type {
  ApplicationStep,
  BankBalance,
  CharityAid,
  CourtCase,
  Disaster,
  DisabilityChange,
  Firm,
  GrantPaid,
  HardshipReport,
  HotlineCall,
  InsuranceYear,
  MajorDisease,
  Property,
  ProvidentBalance,
  RuralMonitoring,
  Schooling,
  SecuredHousing,
  UnionAid,
  Vehicle,
  Visit,
  VitalEvent,
  WorkEvent,
} from './events.ts';
import type { WorkCounts } from './columns.ts';
import type { MembershipSpell, Stock, TrueHousehold, TruePerson } from './types.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A bill as it was settled. */
export interface ClaimRow {
  readonly person: number;
  readonly day: number;
  readonly scheme: number;
  readonly kind: number;
  readonly diagnosis: number;
  readonly level: number;
  readonly totalFen: number;
  readonly inScopeFen: number;
  readonly basicFen: number;
  readonly seriousFen: number;
  readonly aidFen: number;
  readonly selfPaidFen: number;
  readonly outOfScopeFen: number;
}

export interface ContributionRow {
  readonly person: number;
  readonly month: number;
  readonly scheme: number;
  readonly baseFen: number;
  readonly state: number;
}

export interface KindAmountRow {
  readonly person: number;
  readonly month: number;
  readonly kind: number;
  readonly amountFen: number;
}

export interface PowerRow {
  readonly household: number;
  readonly month: number;
  readonly kwh: number;
  readonly chargeFen: number;
  readonly arrears: number;
}

export interface WaterRow {
  readonly household: number;
  readonly month: number;
  readonly cubicMetres: number;
  readonly chargeFen: number;
  readonly arrears: number;
}

export interface TruthRow {
  readonly household: number;
  readonly month: number;
  readonly size: number;
  readonly incomeFen: number;
  readonly aidFen: number;
  readonly rigidFen: number;
  readonly levelFen: number;
  readonly standardFen: number;
  readonly dibianFen: number;
  readonly need: number;
  readonly nearNeed: number;
  readonly falls: number;
  readonly cause: number;
  readonly silent: number;
  readonly status: number;
  readonly financialAssetsFen: number;
}

/** Rows of every kind, growing. */
export interface Recorder {
  /** Whether monthly rows and events are kept now. */
  isOn: boolean;
  /** Whether nothing is ever kept, not even persons and memberships. */
  readonly isDeaf: boolean;
  readonly households: Open<TrueHousehold>[];
  readonly persons: Open<TruePerson>[];
  readonly memberships: Open<MembershipSpell>[];
  readonly vitalEvents: VitalEvent[];
  readonly vehicles: Open<Vehicle>[];
  readonly grants: GrantPaid[];
  readonly applications: ApplicationStep[];
  readonly visits: Visit[];
  readonly claims: ClaimRow[];
  readonly insurance: InsuranceYear[];
  readonly majorDiseases: MajorDisease[];
  readonly disabilities: DisabilityChange[];
  readonly contributions: ContributionRow[];
  readonly workEvents: WorkEvent[];
  readonly pensions: KindAmountRow[];
  readonly schooling: Schooling[];
  readonly securedHousing: SecuredHousing[];
  readonly properties: Open<Property>[];
  readonly taxed: KindAmountRow[];
  readonly firms: Firm[];
  readonly providentFund: ProvidentBalance[];
  readonly bankBalances: BankBalance[];
  readonly disasters: Disaster[];
  readonly ruralMonitoring: Open<RuralMonitoring>[];
  readonly unionAid: UnionAid[];
  readonly power: PowerRow[];
  readonly water: WaterRow[];
  readonly courtCases: CourtCase[];
  readonly hotline: HotlineCall[];
  readonly reports: HardshipReport[];
  readonly charity: CharityAid[];
  readonly truth: TruthRow[];
  readonly stocks: Open<Stock>[];
  readonly work: Open<WorkCounts>;
}

/** An empty recorder; a deaf one keeps nothing. */
export function newRecorder(isDeaf = false): Recorder {
  return {
    isOn: false,
    isDeaf,
    households: [],
    persons: [],
    memberships: [],
    vitalEvents: [],
    vehicles: [],
    grants: [],
    applications: [],
    visits: [],
    claims: [],
    insurance: [],
    majorDiseases: [],
    disabilities: [],
    contributions: [],
    workEvents: [],
    pensions: [],
    schooling: [],
    securedHousing: [],
    properties: [],
    taxed: [],
    firms: [],
    providentFund: [],
    bankBalances: [],
    disasters: [],
    ruralMonitoring: [],
    unionAid: [],
    power: [],
    water: [],
    courtCases: [],
    hotline: [],
    reports: [],
    charity: [],
    truth: [],
    stocks: [],
    work: { held: 0, lost: 0, searched: 0, found: 0, searchedOld: 0, foundOld: 0 },
  };
}
