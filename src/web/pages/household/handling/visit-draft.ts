import type { Alert } from '../../../../api/types.ts';
import type { AlertAction } from '../../../api/alert-actions.ts';
import type { HouseholdWords } from '../../../i18n/zh/household.ts';

/** Amounts of the last 12 months, as typed in yuan. */
export const moneyFields = [
  'wage_fen',
  'business_fen',
  'property_fen',
  'transfer_fen',
  'medical_self_paid_fen',
  'education_fen',
] as const;
export type MoneyField = (typeof moneyFields)[number];
/** What is told in words. */
export const textFields = ['housing', 'insurance', 'schooling', 'wishes', 'note'] as const;
export type TextField = (typeof textFields)[number];
/** What a visit may conclude. */
export type VisitOutcome = NonNullable<Alert['outcome']>;
export const visitOutcomes = [
  'confirmed',
  'false_alarm',
  'already_aided',
  'out_of_jurisdiction',
  'declined_by_citizen',
] as const satisfies readonly VisitOutcome[];

/** The visit form as typed. */
export interface VisitDraft {
  readonly visitedOn: string;
  /** `null`: to be concluded later. */
  readonly outcome: VisitOutcome | null;
  readonly members: string;
  readonly cause: string;
  readonly reason: string;
  readonly money: Readonly<Record<MoneyField, string>>;
  readonly texts: Readonly<Record<TextField, string>>;
}

/** Which fields are not right, and why. */
export type DraftErrors = Readonly<Partial<Record<MoneyField | 'members' | 'visitedOn' | 'reason', string>>>;

/** A form nobody has touched. */
export function emptyDraft(today: string): VisitDraft {
  return {
    visitedOn: today,
    outcome: 'confirmed',
    members: '',
    cause: '',
    reason: '',
    money: {
      wage_fen: '',
      business_fen: '',
      property_fen: '',
      transfer_fen: '',
      medical_self_paid_fen: '',
      education_fen: '',
    },
    texts: { housing: '', insurance: '', schooling: '', wishes: '', note: '' },
  };
}

/** Yuan as typed → fen; `null` when empty, `undefined` when it is no amount. */
export function fenOf(typed: string): number | null | undefined {
  const plain = typed.replaceAll(/[,，\s]/g, '');
  if (plain === '') return null;
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return undefined;
  const [, sign = '', yuan = '', cents = ''] = match;
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
  return sign === '-' && fen !== 0 ? -fen : fen;
}

/** What is not right about a draft. */
export function errorsOf(draft: VisitDraft, today: string, words: HouseholdWords): DraftErrors {
  const wrongMoney = moneyFields.filter((field) => {
    const fen = fenOf(draft.money[field]);
    return fen === undefined || (fen !== null && fen < 0 && field !== 'business_fen');
  });
  const members = Number(draft.members);
  const wrongMembers = draft.members !== '' && !(Number.isInteger(members) && members >= 1 && members <= 30);
  const isLate = !/^\d{4}-\d{2}-\d{2}$/.test(draft.visitedOn) || draft.visitedOn > today;
  return {
    ...Object.fromEntries(wrongMoney.map((field) => [field, words.numberWrong])),
    ...(wrongMembers ? { members: words.membersWrong } : {}),
    ...(isLate ? { visitedOn: words.dateWrong(today) } : {}),
    ...(draft.outcome === 'false_alarm' && draft.reason.trim() === '' ? { reason: words.reasonMissing } : {}),
  };
}

/** The steps that write a draft down: taking the alert when nobody has it, the visit, its conclusion. */
export function stepsOf(draft: VisitDraft, alert: Alert, me: string): Omit<AlertAction, 'key'>[] {
  const findings = findingsOf(draft);
  const isVisited = alert.state === 'visited';
  return [
    ...(alert.state === 'new' ? [{ action: 'assign' as const, body: { to: me } }] : []),
    ...(isVisited ? [] : [{ action: 'visit' as const, body: { visited_on: draft.visitedOn, findings } }]),
    ...(draft.outcome === null
      ? []
      : [{ action: 'conclude' as const, body: { outcome: draft.outcome, findings } }]),
  ];
}

function findingsOf(draft: VisitDraft): Readonly<Record<string, string | number>> {
  const money = moneyFields.map((field) => [field, fenOf(draft.money[field])] as const);
  const texts = textFields.map((field) => [field, draft.texts[field].trim()] as const);
  const rest = [
    ['members', draft.members === '' ? null : Number(draft.members)],
    ['cause', draft.cause],
    ['reason', draft.outcome === 'false_alarm' ? draft.reason.trim() : ''],
  ] as const;
  const told = [...money, ...texts, ...rest].filter(
    (pair): pair is readonly [MoneyField, number] =>
      pair[1] !== null && pair[1] !== undefined && pair[1] !== '',
  );
  return Object.fromEntries(told);
}
