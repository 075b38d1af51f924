/**
 * What happens to persons and households, one object an event; conventions as in types.ts.
 */
import type { AidItem, Topic } from './codes.ts';

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
