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
import {
  claimShape,
  contributionShape,
  pensionShape,
  powerShape,
  taxedShape,
  truthShape,
  waterShape,
  type WorkCounts,
} from './columns.ts';
import { Table } from './tables.ts';
import type { MembershipSpell, Stock, TrueHousehold, TruePerson } from './types.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };

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
  readonly claims: Table<typeof claimShape>;
  readonly insurance: InsuranceYear[];
  readonly majorDiseases: MajorDisease[];
  readonly disabilities: DisabilityChange[];
  readonly contributions: Table<typeof contributionShape>;
  readonly workEvents: WorkEvent[];
  readonly pensions: Table<typeof pensionShape>;
  readonly schooling: Schooling[];
  readonly securedHousing: SecuredHousing[];
  readonly properties: Open<Property>[];
  readonly taxed: Table<typeof taxedShape>;
  readonly firms: Firm[];
  readonly providentFund: ProvidentBalance[];
  readonly bankBalances: BankBalance[];
  readonly disasters: Disaster[];
  readonly ruralMonitoring: Open<RuralMonitoring>[];
  readonly unionAid: UnionAid[];
  readonly power: Table<typeof powerShape>;
  readonly water: Table<typeof waterShape>;
  readonly courtCases: CourtCase[];
  readonly hotline: HotlineCall[];
  readonly reports: HardshipReport[];
  readonly charity: CharityAid[];
  readonly truth: Table<typeof truthShape>;
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
    claims: new Table(claimShape),
    insurance: [],
    majorDiseases: [],
    disabilities: [],
    contributions: new Table(contributionShape),
    workEvents: [],
    pensions: new Table(pensionShape),
    schooling: [],
    securedHousing: [],
    properties: [],
    taxed: new Table(taxedShape),
    firms: [],
    providentFund: [],
    bankBalances: [],
    disasters: [],
    ruralMonitoring: [],
    unionAid: [],
    power: new Table(powerShape),
    water: new Table(waterShape),
    courtCases: [],
    hotline: [],
    reports: [],
    charity: [],
    truth: new Table(truthShape),
    stocks: [],
    work: { held: 0, lost: 0, searched: 0, found: 0, searchedOld: 0, foundOld: 0 },
  };
}
