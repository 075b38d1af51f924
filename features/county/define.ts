/**
 * Short forms for declaring features of a department ledger.
 */
import type { Bilingual, DerivedFeature, Direction, Sensitivity } from '../declaration.ts';
import type {
  Condition,
  EventAggregate,
  EventFeature,
  MemberFilter,
  MembersFeature,
  MonthlyFeature,
  MonthlySeries,
  NeighbourhoodFeature,
  RollUp,
  Shape,
} from '../engine/declaration.ts';
import { declaredAt } from '../declared-at.ts';
import type { Expression } from '../expression.ts';
import { featureUnits, type FeatureUnit } from '../units.ts';

/** Text in Chinese and English. */
export function text(zh: string, en: string): Bilingual {
  return { zh, en };
}

/** What the features of one department have in common. */
export interface Family {
  readonly department: Bilingual;
  readonly legalBasis: Bilingual;
  readonly sensitivity: Sensitivity;
}

/** What a feature says of itself. Its unit is the end of its name. */
export interface Says {
  readonly name: string;
  readonly direction: Direction;
  readonly title: Bilingual;
  /** Sentence for caseworkers; absent: title and value. */
  readonly reason?: Bilingual;
  readonly reasonNot?: Bilingual;
  readonly missing?: Bilingual;
  readonly codes?: Readonly<Record<number, Bilingual>>;
  /** Computed for other features only. */
  readonly helper?: boolean;
}

/** Rows of one table. */
export interface RowsOf {
  readonly source: string;
  readonly where?: readonly Condition[];
  readonly columns?: readonly string[];
  /** Unit of the columns; absent: fen. */
  readonly unit?: FeatureUnit;
}

/** How an event feature reads its rows; absent: 12 months up to the as-of date, none is zero, present household. */
export interface Reads extends RowsOf {
  readonly aggregate: EventAggregate;
  readonly months?: number;
  readonly before?: number;
  readonly home?: 'current' | 'last';
  readonly who?: MemberFilter;
  readonly endedBy?: readonly Condition[];
  readonly perPerson?: RollUp;
  readonly members?: MemberFilter;
  readonly empty?: 'zero' | 'missing';
}

/** Months of rows; absent: the newest month is left out, as departments have seldom sent it; none is zero. */
export interface MonthsOf extends RowsOf {
  readonly months: number;
  readonly before?: number;
  readonly empty?: 'zero' | 'missing';
}

/** Ways to declare the features of one department. */
export interface Declares {
  event(says: Says, reads: Reads): EventFeature;
  monthly(says: Says, rows: MonthsOf, shape: Shape): MonthlyFeature;
  members(says: Says, statistic: MembersFeature['statistic'], members?: MemberFilter): MembersFeature;
  neighbourhood(says: Says, of: string, regionDigits: 6 | 9 | 12): NeighbourhoodFeature;
  derived(says: Says, expression: Expression): DerivedFeature;
}

/** Fewest other households an area must have before its mean is told. */
const FEWEST_NEIGHBOURS = 10;
const NOT_RECORDED = text('没有这项记录', 'not recorded');

/** The ways to declare the features of a department. */
export function declares(family: Family): Declares {
  const about = (says: Says): ReturnType<typeof aboutOf> => aboutOf(family, says);
  return {
    event: (says, reads) => ({ kind: 'event', ...about(says), ...eventOf(reads) }),
    monthly: (says, rows, shape) => ({ kind: 'monthly', ...about(says), series: seriesOf(rows), shape }),
    members: (says, statistic, members) => ({
      kind: 'members',
      ...about(says),
      statistic,
      ...(members === undefined ? {} : { members }),
    }),
    neighbourhood: (says, of, regionDigits) => ({
      kind: 'neighbourhood',
      ...about(says),
      of,
      regionDigits,
      atLeast: FEWEST_NEIGHBOURS,
    }),
    derived: (says, expression) => ({ kind: 'derived', ...about(says), expression }),
  };
}

function eventOf(reads: Reads) {
  const { source, where = [], columns, unit = 'fen', aggregate, months = 12, before = 0 } = reads;
  const { home = 'current', who, endedBy, perPerson, members, empty = 'zero' } = reads;
  return {
    source,
    knowledgeDate: 'recorded_at',
    where,
    ...(columns ? { value: { columns, unit } } : {}),
    aggregate,
    windowMonths: months,
    endsMonthsBefore: before,
    ...(endedBy ? { endedBy } : {}),
    ...(perPerson ? { perPerson: { rollUp: perPerson, ...(members ? { members } : {}) } } : {}),
    home,
    ...(who ? { who } : {}),
    empty,
  } as const;
}

function seriesOf(rows: MonthsOf): MonthlySeries {
  const { source, where = [], columns, unit = 'fen', months, before = 1, empty = 'zero' } = rows;
  const value = columns ? { value: { columns, unit } } : {};
  return { source, knowledgeDate: 'recorded_at', where, ...value, months, endsMonthsBefore: before, empty };
}

function aboutOf(family: Family, says: Says) {
  const { name, direction, title, reasonNot, codes, missing = NOT_RECORDED, helper = false } = says;
  const unit = unitOf(name);
  const plain = unit === 'flag' ? title : text(`${title.zh}：{value}`, `${title.en}: {value}`);
  return {
    ...family,
    at: declaredAt(),
    name,
    unit,
    entity: 'household',
    role: helper ? 'helper' : 'feature',
    direction,
    title,
    reason: says.reason ?? plain,
    ...(reasonNot ? { reasonNot } : {}),
    ...(codes ? { codes } : {}),
    missing,
  } as const;
}

/** The longest unit the name ends with; `flag` when there is none, which the check then refuses. */
function unitOf(name: string): FeatureUnit {
  const fitting = featureUnits.filter((unit) => name.endsWith(`_${unit}`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? 'flag';
}
