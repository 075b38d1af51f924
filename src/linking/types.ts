/**
 * What linking reads and answers: a person's identifying fields, how two of them agree, and the decision.
 */

/** The identifying fields of one person or one row; `null` where the sender gave nothing. */
export interface IdentityFields {
  readonly name: string | null;
  /** GB/T 2261.1: 1 male, 2 female. */
  readonly sex: '1' | '2' | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** As the sender wrote it: valid or damaged. */
  readonly idNumber: string | null;
}

/** A field that is compared. */
export type Field = 'name' | 'sex' | 'birthDate' | 'phone' | 'address' | 'idNumber';

/** How two values of each field agree, best first; `missing` where either side has none. */
export interface Agreement {
  readonly name: NameLevel;
  readonly sex: SexLevel;
  readonly birthDate: BirthLevel;
  readonly phone: PhoneLevel;
  readonly address: AddressLevel;
  readonly idNumber: IdLevel;
}

export type NameLevel = (typeof nameLevels)[number];
export type SexLevel = (typeof sexLevels)[number];
export type BirthLevel = (typeof birthLevels)[number];
export type PhoneLevel = (typeof phoneLevels)[number];
export type AddressLevel = (typeof addressLevels)[number];
export type IdLevel = (typeof idLevels)[number];

export const nameLevels = [
  'missing',
  'same',
  'same_traditional',
  'same_pinyin',
  'same_pinyin_but_tone',
  'one_similar_character',
  'one_of_many_characters',
  'one_of_two_characters',
  'characters_swapped',
  'one_character_missing',
  'same_surname',
  'different',
] as const;

export const sexLevels = ['missing', 'same', 'different'] as const;

export const birthLevels = [
  'missing',
  'same',
  'day_and_month_swapped',
  'one_digit_differs',
  'same_month',
  'same_year',
  'different',
] as const;

export const phoneLevels = ['missing', 'same', 'one_digit_differs', 'same_last_four', 'different'] as const;

export const addressLevels = [
  'missing',
  'same',
  'same_door',
  'same_village',
  'overlapping',
  'different',
] as const;

export const idLevels = [
  'missing',
  'same',
  'one_digit_differs',
  'digits_swapped',
  'old_fifteen_digits',
  'cut_to_fifteen',
  'partly_hidden',
  'same_first_fourteen',
  'different_damaged',
  'different_valid',
] as const;

/**
 * `link`: the same person, borne out by more than name and sex; `review`: a person decides; `new`: nobody known.
 */
export type Decision = 'link' | 'review' | 'new';

/** What linking says of one row. */
export interface LinkResult {
  /** Index of the best person in the order they were added; -1 when none was a candidate. */
  readonly person: number;
  /** Probability that the row is this person, given every other candidate and that it may be nobody known. */
  readonly probability: number;
  readonly decision: Decision;
  /** How the row agrees with that person; `null` without one. */
  readonly agreement: Agreement | null;
}

/** A row whose person is known, from which agreement rates are learned. */
export interface LabelledRow {
  readonly fields: IdentityFields;
  /** Index of the person in the order they were added. */
  readonly person: number;
}

/** What was learned, from how much. */
export interface LearnReport {
  readonly method: 'labelled' | 'em' | 'declared';
  readonly rows: number;
  /** Rounds of expectation–maximisation; 0 when labelled. */
  readonly rounds: number;
  readonly matchShare: number;
  readonly thresholds: Thresholds;
  /** Measured by hiding numbers of rows whose person is known; `null` without such rows. */
  readonly measured: MeasuredQuality | null;
}

/** Quality over rows whose number was hidden, at the thresholds reported. */
export interface MeasuredQuality {
  readonly rows: number;
  readonly precision: number;
  /** Lower end of the 95 % Wilson interval of the precision. */
  readonly precisionAtLeast: number;
  readonly recall: number;
  readonly reviewShare: number;
}

/** A row links from `link` on, is reviewed from `review` on, and is new below. */
export interface Thresholds {
  readonly link: number;
  readonly review: number;
}

/** Choices of a linker. */
export interface LinkerOptions {
  /** Share of the rows to be linked whose person is among the known ones, until learned. Default 0.9. */
  readonly matchShare?: number;
  /** Default link 0.98, review 0.25, until learned. */
  readonly thresholds?: Thresholds;
  /** Precision that the learned link threshold must reach. Default 0.995. */
  readonly targetPrecision?: number;
  /** Persons that share a blocking key above which the key is not used. Default 2000. */
  readonly largestBlock?: number;
  /** Seed of the pairs drawn to learn chance agreement. Default 1. */
  readonly seed?: number;
}

/** Links rows to known persons. Persons are added first, then rates learned, then rows linked. */
export interface Linker {
  /** Adds known persons; their indexes go on from those added before. Returns how many there are now. */
  addPersons(batch: readonly IdentityFields[]): number;
  /**
   * Learns agreement rates of true matches from rows whose person is known (their numbers are hidden while learning),
   * or by expectation–maximisation over `unlabelled` rows when there are too few; chance rates from the persons.
   */
  learn(labelled: readonly LabelledRow[], unlabelled?: readonly IdentityFields[]): LearnReport;
  /**
   * Links each row by itself: the same answers for any split into batches.
   *
   * @param ruledOut of each row, the persons it is known not to be: the answer is what it would be without them
   */
  link(batch: readonly IdentityFields[], ruledOut?: readonly (readonly number[])[]): readonly LinkResult[];
  /** The same answers as `link`, from several threads. */
  linkParallel(
    rows: readonly IdentityFields[],
    options?: { readonly threads?: number },
  ): Promise<readonly LinkResult[]>;
  /** log2 of how much more often a true match than chance agrees like this, by field. */
  weigh(agreement: Agreement): Readonly<Record<Field, number>>;
}
