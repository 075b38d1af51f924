import type { HouseholdWords } from '../../../i18n/zh/household.ts';

/** Steps other than accepting and visiting, in the order of an alert's way. */
export const nextSteps = [
  'match',
  'refer',
  'aid',
  'refuse',
  'feed_back',
  'close',
  'reopen',
  'assign',
] as const;
export type NextStep = (typeof nextSteps)[number];

/** What is typed for any of them. */
export interface NextDraft {
  readonly to: string;
  readonly items: readonly string[];
  readonly department: string;
  /** A reason where one is asked for, else a note. */
  readonly words: string;
}

/** What is still missing for a step. */
export function missingOf(
  step: NextStep,
  { to, items, department, words }: NextDraft,
  text: HouseholdWords,
): Readonly<Partial<Record<keyof NextDraft, string>>> {
  const needsItems = step === 'match' || step === 'refer' || step === 'aid';
  const needsReason = step === 'refuse' || step === 'reopen';
  return {
    ...(step === 'assign' && to.trim() === '' ? { to: text.assignTo } : {}),
    ...(needsItems && items.length === 0 ? { items: text.itemsMissing } : {}),
    ...(step === 'refer' && department.trim() === '' ? { department: text.departmentMissing } : {}),
    ...(needsReason && words.trim() === '' ? { words: text.whyMissing } : {}),
  };
}

/** What the service is told. */
export function stepBody(step: NextStep, { to, items, department, words }: NextDraft): unknown {
  const note = words.trim() === '' ? {} : { note: words.trim() };
  switch (step) {
    case 'assign':
      return { to: to.trim(), ...note };
    case 'match':
    case 'aid':
      return { items, ...note };
    case 'refer':
      return { department: department.trim(), items, ...note };
    case 'refuse':
    case 'reopen':
      return { reason: words.trim() };
    case 'feed_back':
    case 'close':
      return note;
  }
}
