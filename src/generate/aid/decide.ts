/**
 * The office decides on what the inquiry found: grants, refusals, reviews, exits, personal allowances. The rules say how much.
 */
import { aidItems, statusItems, type AidItem } from '../world/codes.ts';
import { at, between, chance } from '../world/draw.ts';
import type { ApplicationStep } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import { membersOf, someDay, type Turn } from '../world/turn.ts';
import type { Answers } from './programme.ts';
import { hasNewWork } from './fact-columns.ts';
import { inquire } from './inquiry.ts';
import { TEMPORARY, tellStep } from './seek.ts';

/** Where a household's answers stand in a batch. */
export interface Case {
  readonly turn: Turn;
  readonly home: Home;
  readonly answers: Answers;
  /** Position of the household and of its first person. */
  readonly household: number;
  readonly firstPerson: number;
}

/** Decides everything due for one household. */
export function decide(one: Case): void {
  const { turn, home } = one;
  const { month } = turn.now;
  const isAsked = home.asked >= 0 && month >= home.decideMonth;
  if (isAsked && home.asked === TEMPORARY) decideTemporary(one);
  else if (isAsked) decideApplication(one);
  else if (home.status > 0 && month >= home.reviewMonth) review(one);
  else if (home.status > 0) setAmounts(one, home.status);
  setAllowances(one);
}

/** The status the rules give, 0 for none. */
export function entitledTo({ answers, household }: Case): number {
  const has = (rule: Parameters<Answers['of']>[0]): boolean => answers.of(rule, household) === 1;
  if (has('tekun.household_kept')) return 3;
  if (has('dibao.kept')) return 1;
  if (has('dibian.kept') || has('dibao_single.household_kept')) return 2;
  return has('rigid.kept') ? 4 : 0;
}

function decideApplication(one: Case): void {
  const { turn, home, answers, household } = one;
  const { p, rng } = turn;
  home.asked = -1;
  if (home.size === 0 || chance(rng, p.aid.withdraws)) {
    refuse(one, 'withdrawn', 'gave_up');
    return;
  }
  const status = entitledTo(one);
  inquire(turn, home, status > 0);
  if (chance(rng, p.aid.papersMissing)) {
    refuse(one, 'refused', 'papers_missing');
    return;
  }
  if (status === 0) {
    refuse(one, 'refused', answers.of('assets.dibian', household) === 1 ? 'income_over' : 'assets_over');
    return;
  }
  admit(one, status);
  tellStep(turn, home, { item: itemOf(status), step: 'approved', reason: 'eligible', day: someDay(turn) });
}

function refuse(
  { turn, home }: Case,
  step: ApplicationStep['step'],
  reason: ApplicationStep['reason'],
): void {
  home.coolUntil = turn.now.month + turn.p.aid.cooldownMonths;
  tellStep(turn, home, { item: 'dibao', step, reason, day: someDay(turn) });
}

/** Gives a status with what the rules pay. */
export function admit(one: Case, status: number): void {
  const { turn, home } = one;
  const { p, now } = turn;
  home.status = status;
  home.statusSince = now.month;
  home.overMonths = 0;
  home.asked = -1;
  setAmounts(one, status);
  const labour = membersOf(home).some((person) => person.job >= 0 || person.jobless > 0);
  home.reviewMonth = now.month + at(p.aid.reviewMonths, labour ? 1 : 0);
  home.stale = true;
}

function setAmounts(one: Case, status: number): void {
  const { home, answers, household, firstPerson } = one;
  const whole =
    answers.of('dibao.payable', household) + answers.of('dibao_category.household_payable', household);
  const single = answers.of('dibao_single.household_payable', household);
  home.dibaoFen = status === 1 || status === 3 ? whole : status === 2 ? single : 0;
  membersOf(home).forEach((person, k) => {
    const at_ = firstPerson + k;
    person.onTekun = status === 3 && answers.of('tekun.kept', at_) === 1;
    person.tekunFen = person.onTekun
      ? answers.of('tekun.payable', at_) + answers.of('tekun_care.payable', at_)
      : 0;
  });
}

function review(one: Case): void {
  const { turn, home, answers, household } = one;
  const { p, now } = turn;
  const givesUp = home.reviewMonth < 0;
  const isPaid = home.status === 1 || home.status === 3;
  const looksAgain = givesUp || !isPaid || chance(turn.rng, p.aid.reviewFinds);
  const status = givesUp ? 0 : looksAgain ? entitledTo(one) : home.status;
  const labour = membersOf(home).some((person) => person.job >= 0 || person.jobless > 0);
  home.reviewMonth = now.month + at(p.aid.reviewMonths, labour ? 1 : 0);
  if (
    status === 0 &&
    home.status === 1 &&
    !givesUp &&
    answers.of('dibao_gradual_exit.kept', household) === 1
  ) {
    home.overMonths += at(p.aid.reviewMonths, 1);
    return;
  }
  if (status === home.status) {
    if (looksAgain) setAmounts(one, status);
    return;
  }
  endStatus(turn, home, givesUp);
  if (status === 0) return;
  admit(one, status);
  tellStep(turn, home, { item: itemOf(status), step: 'approved', reason: 'eligible', day: someDay(turn) });
}

function endStatus(turn: Turn, home: Home, givesUp: boolean): void {
  const reason = givesUp ? 'gave_up' : hasNewWork(home) ? 'employed' : 'income_rose';
  tellStep(turn, home, { item: itemOf(home.status), step: 'left', reason, day: someDay(turn) });
  home.leftMonth = turn.now.month;
  home.status = 0;
  home.dibaoFen = 0;
  home.overMonths = 0;
  home.coolUntil = turn.now.month + turn.p.aid.afterExitMonths;
  for (const person of membersOf(home)) {
    person.onTekun = false;
    person.tekunFen = 0;
    person.livingFen = 0;
  }
}

function decideTemporary({ turn, home, answers, household }: Case): void {
  const { p, rng } = turn;
  home.asked = -1;
  const most = Math.max(
    answers.of('temporary_emergency.payable', household),
    answers.of('temporary_expenditure.payable', household),
  );
  home.emergency = 0;
  home.emergencyFen = 0;
  home.coolUntil = turn.now.month + 2;
  const day = someDay(turn);
  if (most <= 0) {
    tellStep(turn, home, { item: 'temporary', step: 'refused', reason: 'income_over', day });
    return;
  }
  const share = between(rng, at(p.aid.ceilingShare, 0), at(p.aid.ceilingShare, 1));
  home.temporaryFen = Math.round((most * share) / 10_000) * 10_000;
  home.temporaryThisYear++;
  tellStep(turn, home, { item: 'temporary', step: 'approved', reason: 'eligible', day });
}

function setAllowances({ home, answers, firstPerson }: Case): void {
  const enrolled = home.status === 1 || home.status === 2;
  membersOf(home).forEach((person, k) => {
    const i = firstPerson + k;
    person.livingFen = enrolled ? answers.of('disability_living.payable', i) : 0;
    person.nursingFen = answers.of('disability_nursing.payable', i);
    person.elderFen = answers.of('elder_allowance.payable', i);
    person.orphanFen = answers.of('child_orphan.payable', i) + answers.of('child_defacto.payable', i);
  });
}

function itemOf(status: number): AidItem {
  return statusItems[status] ?? aidItems[0];
}
