/**
 * The life of an alert: which action is possible in which state, and where it leads.
 */
import { JzError } from '../core/errors/index.ts';
import type { Clock } from './settings.ts';

/** What a visit concludes. */
export const visitOutcomes = [
  'confirmed',
  'false_alarm',
  'already_aided',
  'out_of_jurisdiction',
  'declined_by_citizen',
] as const;
/** One of them; also the state it leads to. */
export type VisitOutcome = (typeof visitOutcomes)[number];

/** Every state with its words and the limit that runs in it. */
export const alertStates = {
  new: { zh: '待派发', en: 'new', clock: 'dispatch' },
  assigned: { zh: '已派发（核实处置指令）', en: 'assigned', clock: 'verify' },
  accepted: { zh: '已接收', en: 'accepted', clock: 'verify' },
  visited: { zh: '已入户', en: 'visited', clock: 'verify' },
  confirmed: { zh: '属实', en: 'confirmed', clock: 'dispose' },
  false_alarm: { zh: '不属实', en: 'false alarm', clock: 'report' },
  already_aided: { zh: '已救助', en: 'aided already', clock: 'report' },
  out_of_jurisdiction: { zh: '不在辖区', en: 'not of this area', clock: 'report' },
  declined_by_citizen: { zh: '本人拒绝', en: 'declined by the citizen', clock: 'report' },
  matched: { zh: '已匹配事项', en: 'matched with assistance', clock: 'dispose' },
  referred: { zh: '已转办', en: 'referred to departments', clock: 'dispose' },
  aided: { zh: '已救助到位', en: 'aided', clock: 'report' },
  refused: { zh: '不予救助', en: 'refused', clock: 'report' },
  fed_back: { zh: '已反馈', en: 'reported back', clock: 'report' },
  closed: { zh: '已办结', en: 'closed', clock: null },
} as const satisfies Readonly<Record<string, { zh: string; en: string; clock: Clock | null }>>;

/** A state of an alert. */
export type AlertState = keyof typeof alertStates;

/** What an officer does to an alert. */
export type AlertAction = keyof typeof transitions;

const afterVisit = ['false_alarm', 'already_aided', 'out_of_jurisdiction', 'declined_by_citizen'] as const;
const open = (Object.keys(alertStates) as AlertState[]).filter((state) => state !== 'closed');

interface Transition {
  readonly zh: string;
  readonly from: readonly AlertState[];
  /** `outcome`: the state named by the visit's outcome; `same`: the state stays. */
  readonly to: AlertState | 'outcome' | 'same';
}

/** Action → where it may be done and where it leads. */
export const transitions = {
  assign: { zh: '派发', from: ['new', 'assigned', 'accepted'], to: 'assigned' },
  accept: { zh: '接收', from: ['assigned'], to: 'accepted' },
  visit: { zh: '入户', from: ['assigned', 'accepted'], to: 'visited' },
  conclude: { zh: '核实', from: ['visited'], to: 'outcome' },
  match: { zh: '匹配', from: ['confirmed'], to: 'matched' },
  refer: { zh: '转办', from: ['confirmed', 'matched', 'referred'], to: 'referred' },
  aid: { zh: '救助', from: ['matched', 'referred'], to: 'aided' },
  refuse: { zh: '不予救助', from: ['confirmed', 'matched', 'referred'], to: 'refused' },
  feed_back: { zh: '反馈', from: ['aided', 'refused'], to: 'fed_back' },
  close: { zh: '办结', from: [...afterVisit, 'fed_back'], to: 'closed' },
  reopen: { zh: '重开', from: ['closed'], to: 'new' },
  append: { zh: '补充证据', from: open, to: 'same' },
  escalate: { zh: '超期上报', from: open, to: 'same' },
} as const satisfies Readonly<Record<string, Transition>>;

/** Actions possible in a state. */
export function allowedActions(state: AlertState): AlertAction[] {
  return (Object.keys(transitions) as AlertAction[]).filter((action) => isFrom(transitions[action], state));
}

/**
 * Refuses an action that the state does not allow.
 *
 * @throws JZ_ALERT_TRANSITION naming what is possible instead
 */
export function checkPossible(alert: string, state: AlertState, action: AlertAction): void {
  if (isFrom(transitions[action], state)) return;
  const allowed = allowedActions(state).join(', ');
  throw new JzError('JZ_ALERT_TRANSITION', { alert, state, action, allowed });
}

/** The state a possible action leads to; `outcome` is what a visit concluded, if this action says so. */
export function nextState(state: AlertState, action: AlertAction, outcome?: VisitOutcome): AlertState {
  const { to }: Transition = transitions[action];
  if (to === 'same') return state;
  return to === 'outcome' ? (outcome ?? state) : to;
}

function isFrom({ from }: Transition, state: AlertState): boolean {
  return from.includes(state);
}
