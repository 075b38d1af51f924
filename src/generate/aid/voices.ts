/**
 * Hardship that becomes known otherwise: the hotline, the happiness code, trade union, charity, random visits, rural lists.
 */
import { causes, topics, type Topic } from '../world/codes.ts';
import { at, between, chance, monthlyOf, pick } from '../world/draw.ts';
import type { RuralMonitoring } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import { membersOf, someDay, type Turn } from '../world/turn.ts';
import { visit } from './inquiry.ts';
import { applicantOf } from './seek.ts';

/** One month of what others hear and do. */
export function hearVoices(turn: Turn, home: Home): void {
  const person = applicantOf(home);
  if (!person) return;
  const needy = home.inNeed || home.levelFen < turn.now.law.dibianFen ? 1 : 0;
  callOrReport(turn, home, person.at, needy);
  if (chance(turn.rng, turn.p.aid.offListVisit) && turn.rec.isOn)
    visit(turn, home, home.status > 0 ? 'already_aided' : needy ? 'confirmed' : 'not_confirmed');
  if (needy === 1 || membersOf(home).some((one) => one.ill >= 0)) othersGive(turn, home);
  monitor(turn, home);
}

function callOrReport(turn: Turn, home: Home, person: number, needy: number): void {
  const { p, rng, rec } = turn;
  if (chance(rng, at(p.aid.hotlineMonthly, needy)) && rec.isOn)
    rec.hotline.push(tellingOf(turn, home, person, needy));
  if (!chance(rng, at(p.aid.reportMonthly, needy)) || !rec.isOn) return;
  const reporter = (['self', 'grid_worker', 'third_party'] as const)[pick(rng, p.aid.reporters)] ?? 'self';
  rec.reports.push({ ...tellingOf(turn, home, person, needy), reporter });
}

function tellingOf(
  turn: Turn,
  home: Home,
  person: number,
  needy: number,
): { household: number; person: number; topic: Topic; day: number } {
  return { household: home.at, person, topic: topicOf(turn, home, needy), day: someDay(turn) };
}

function topicOf(turn: Turn, home: Home, needy: number): Topic {
  const byCause: Partial<Record<string, Topic>> = {
    illness: 'medical_cost',
    work: 'employment',
    education: 'education',
    housing: 'housing',
    disability: 'living',
    death: 'living',
  };
  const known = byCause[causes[home.cause] ?? 'none'];
  if (known && chance(turn.rng, 0.5)) return known;
  if (needy === 1 && chance(turn.rng, 0.5)) return 'living';
  return topics[turn.rng.int(topics.length)] ?? 'other';
}

function othersGive(turn: Turn, home: Home): void {
  const { p, rng, rec } = turn;
  const person = applicantOf(home);
  if (!person) return;
  if (chance(rng, p.aid.charityMonthly) && rec.isOn) {
    const kind =
      home.cause === 1 ? 'medical' : membersOf(home).some((one) => one.stage >= 4) ? 'education' : 'hardship';
    const amountFen =
      Math.round(between(rng, at(p.aid.charityFen, 0), at(p.aid.charityFen, 1)) / 10_000) * 10_000;
    rec.charity.push({ person: person.at, kind, amountFen, day: someDay(turn) });
  }
  const worker = membersOf(home).find((one) => one.job === 0);
  if (worker && home.inNeed && chance(rng, monthlyOf(p.aid.unionYearly)) && rec.isOn) {
    const kind = (['deep', 'relative', 'accident'] as const)[pick(rng, [3, 5, 1])] ?? 'relative';
    const amountFen =
      Math.round(between(rng, at(p.aid.unionFen, 0), at(p.aid.unionFen, 1)) / 10_000) * 10_000;
    rec.unionAid.push({ person: worker.at, kind, amountFen, day: someDay(turn) });
  }
}

function monitor(turn: Turn, home: Home): void {
  const { p, rng, rec, now } = turn;
  if (!home.rural) return;
  const needy = home.levelFen < now.law.dibianFen;
  if (home.monitored) {
    if (needy || !chance(rng, 0.1)) return;
    home.monitored = false;
    const open = rec.isOn ? rec.ruralMonitoring.findLast((one) => one.household === home.at) : undefined;
    if (open) open.clearedDay = someDay(turn);
    return;
  }
  if (!needy || !chance(rng, p.aid.monitorShare / 12)) return;
  home.monitored = true;
  if (!rec.isOn) return;
  const risks: readonly RuralMonitoring['risk'][] = [
    'other',
    'illness',
    'work',
    'disability',
    'other',
    'education',
    'disaster',
    'other',
    'other',
  ];
  const kind = (['unstable', 'marginal', 'sudden'] as const)[pick(rng, [2, 4, 3])] ?? 'marginal';
  rec.ruralMonitoring.push({
    household: home.at,
    kind,
    risk: risks[home.cause] ?? 'other',
    fromDay: someDay(turn),
    clearedDay: -1,
    netPerCapitaFen: Math.max(0, home.levelFen * 12),
  });
}
