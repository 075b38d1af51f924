/**
 * What truly happened to the households of one chunk, month by month. Departments see parts of it, later, in their
 * own words and with their own mistakes; that is the business of `../departments`.
 *
 * Conventions: `day` is whole days since 1970-01-01; `month` is counted from the plan's first month (0) and is
 * negative before it; money is integer fen; `person` and `household` are positions in `persons` and `households` of
 * the same chunk; −1 stands for none.
 */
import type { Relation } from './codes.ts';
import type {
  Stock,
  WorkCounts,
  ClaimColumns,
  ContributionColumns,
  PensionColumns,
  TaxedColumns,
  PowerColumns,
  WaterColumns,
  TruthColumns,
} from './columns.ts';
import type {
  VitalEvent,
  Vehicle,
  GrantPaid,
  ApplicationStep,
  Visit,
  InsuranceYear,
  MajorDisease,
  DisabilityChange,
  WorkEvent,
  Schooling,
  SecuredHousing,
  Property,
  Firm,
  ProvidentBalance,
  BankBalance,
  Disaster,
  RuralMonitoring,
  UnionAid,
  CourtCase,
  HotlineCall,
  HardshipReport,
  CharityAid,
} from './events.ts';

export type * from './columns.ts';
export type * from './events.ts';

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
  readonly stocks: readonly Stock[];
  readonly work: WorkCounts;
}

/** Answer of `simulateChunk(plan: CountyPlan, chunk: number): ChunkHistory`; see `county-plan.ts`. */
export type SimulateChunk<Plan> = (plan: Plan, chunk: number) => ChunkHistory;
