/**
 * School: each September a stage begins, goes on or ends; fees are rigid spending, spread over the year.
 */
import { causes } from '../world/codes.ts';
import { at, chance, pick } from '../world/draw.ts';
import type { Schooling } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import { flows } from '../world/memory.ts';
import { flow, type Person } from '../world/person.ts';
import { ageOf, shock, someDay, type Turn } from '../world/turn.ts';

export const stageNames = [
  'none',
  'preschool',
  'primary',
  'junior',
  'senior',
  'vocational',
  'college',
  'bachelor',
  'graduate',
] as const;
const stage = {
  none: 0,
  preschool: 1,
  primary: 2,
  junior: 3,
  senior: 4,
  vocational: 5,
  college: 6,
  bachelor: 7,
  graduate: 8,
} as const;
/** Years a stage lasts. */
const years = [0, 3, 6, 3, 3, 3, 3, 4, 3];
/** Schooling completed by finishing a stage. */
const completes = [0, 0, 1, 2, 3, 3, 4, 5, 5];
const EDUCATION = causes.indexOf('education');
const SEPTEMBER = 9;
const LAST_AGE = 28;

/** One month: in September the school year turns; every month a twelfth of the fees is paid. */
export function stepSchool(turn: Turn, home: Home, person: Person, age: number): void {
  if (age > LAST_AGE && person.stage === 0) return;
  if (turn.now.ofYear === SEPTEMBER) schoolYear(turn, home, person, age);
  if (person.stage > 0) payFees(turn, home, person);
}

function schoolYear(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng } = turn;
  const before = person.stage;
  if (before === stage.none) begin(turn, person, age);
  else {
    person.stageYear++;
    const isDone = person.stageYear >= at(years, before);
    if (isDone) {
      person.schooling = Math.max(person.schooling, at(completes, before));
      tell(turn, home, person, 'graduated');
      enter(turn, person, nextStage(turn, home, before));
    } else if (isTempted(person) && chance(rng, p.school.dropYearly * (home.means < -1 ? 3 : 1))) {
      tell(turn, home, person, 'dropped_out');
      enter(turn, person, stage.none);
    }
  }
  if (person.stage > before && person.stage >= stage.senior) shock(turn, home, EDUCATION);
  if (person.stage > 0) tell(turn, home, person, 'enrolled');
  if (before > 0 && person.stage === stage.none) person.active = true;
}

const isTempted = (person: Person): boolean =>
  person.stage === stage.junior || person.stage === stage.vocational;

function begin(turn: Turn, person: Person, age: number): void {
  if (age >= 6 && age <= 7) enter(turn, person, stage.primary);
  else if (age >= 3 && age < 6 && chance(turn.rng, turn.p.school.preschoolShare))
    enter(turn, person, stage.preschool);
}

function nextStage(turn: Turn, home: Home, done: number): number {
  const push = Math.exp(turn.p.work.schoolTilt * 2 * home.means);
  if (done === stage.preschool || done === stage.primary) return done + 1;
  if (done === stage.junior) return afterJunior(turn, push);
  if (done === stage.senior) return afterSenior(turn, push);
  if (done === stage.vocational) return afterSenior(turn, push / 4);
  return done === stage.bachelor && chance(turn.rng, turn.p.school.graduateShare)
    ? stage.graduate
    : stage.none;
}

function afterJunior({ p, rng }: Turn, push: number): number {
  const [senior = 0, vocational = 0, leaves = 0] = p.school.seniorShares;
  const next = [stage.senior, stage.vocational, stage.none];
  return at(next, pick(rng, [senior * push, vocational, leaves / push]));
}

function afterSenior({ p, rng }: Turn, push: number): number {
  const [college = 0, bachelor = 0, works = 0] = p.school.higherShares;
  return at([stage.college, stage.bachelor, stage.none], pick(rng, [college, bachelor * push, works]));
}

function enter(turn: Turn, person: Person, next: number): void {
  person.stage = next;
  person.stageYear = 0;
  person.boards = next > 0 && chance(turn.rng, at(turn.p.school.boardsShare, next));
}

function payFees(turn: Turn, home: Home, person: Person): void {
  const { p, now } = turn;
  const { tuition, board } = feesOf(turn, person);
  const away = person.boards ? at(p.school.awayCostFen, person.stage) * now.payIndex : 0;
  const isAided = home.status > 0;
  const grant = isAided ? at(p.school.grantFen, person.stage) : 0;
  const cost = Math.round(Math.max(0, tuition + board + away - grant) / 12);
  if (cost === 0) return;
  flow(person, flows.education, Math.round(Math.max(0, tuition + board - grant) / 12));
  home.rigidFen += cost;
}

function feesOf(turn: Turn, person: Person): { tuition: number; board: number } {
  const { school } = turn.p;
  return {
    tuition: at(school.tuitionFen, person.stage),
    board: person.boards ? at(school.boardFen, person.stage) : 0,
  };
}

function tell(turn: Turn, home: Home, person: Person, state: Schooling['state']): void {
  const { rec, now, p } = turn;
  const name = stageNames[person.stage];
  if (!rec.isOn || name === undefined || name === 'none') return;
  const { tuition, board } = feesOf(turn, person);
  rec.schooling.push({
    person: person.at,
    stage: name,
    year: state === 'enrolled' ? now.year : now.year - 1,
    state,
    tuitionFen: tuition,
    boardFen: board,
    grantFen: home.status > 0 ? at(p.school.grantFen, person.stage) : 0,
    boards: person.boards,
    day: someDay(turn),
  });
}

/** Schooling behind a person at the start: the stage his age suggests, or what his generation completed. */
export function pastSchool(turn: Turn, home: Home, person: Person): void {
  const { p, rng, now } = turn;
  const age = ageOf(person, now);
  const expected = stageAt(turn, home, age);
  if (expected.stage > 0) {
    enter(turn, person, expected.stage);
    person.stageYear = Math.min(expected.year, at(years, expected.stage) - 1);
    person.schooling = Math.max(0, at(completes, expected.stage) - 1);
    tellPast(turn, home, person);
    return;
  }
  if (age < 16) return;
  const table = age < 40 ? p.people.schoolYoung : age < 60 ? p.people.schoolMiddle : p.people.schoolOld;
  const tilt = Math.exp(p.work.schoolTilt * home.means);
  person.schooling = pick(
    rng,
    table.map((share, i) => share * tilt ** (i - 2)),
  );
}

function tellPast(turn: Turn, home: Home, person: Person): void {
  const { rec, now } = turn;
  if (rec.isDeaf) return;
  const wasOn = rec.isOn;
  rec.isOn = true;
  const { year, ofYear } = now;
  tell({ ...turn, now: { ...now, year: ofYear >= SEPTEMBER ? year : year - 1 } }, home, person, 'enrolled');
  rec.isOn = wasOn;
}

function stageAt(turn: Turn, home: Home, age: number): { stage: number; year: number } {
  const { p, rng } = turn;
  if (age >= 3 && age < 6)
    return { stage: chance(rng, p.school.preschoolShare) ? stage.preschool : stage.none, year: age - 3 };
  if (age >= 6 && age < 12) return { stage: stage.primary, year: age - 6 };
  if (age >= 12 && age < 15) return { stage: stage.junior, year: age - 12 };
  if (age >= 15 && age < 18) return { stage: nextStage(turn, home, stage.junior), year: age - 15 };
  if (age >= 18 && age < 22) {
    const next = nextStage(turn, home, stage.senior);
    return { stage: age === 21 && next === stage.college ? stage.none : next, year: age - 18 };
  }
  return { stage: stage.none, year: 0 };
}
