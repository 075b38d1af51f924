/**
 * What happens once or twice a year: insurance for the year, medical accounts closed, balances of the provident fund.
 */
import { chance } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { someDay, type Turn } from '../world/turn.ts';

const JANUARY = 1;
/** Provident fund accounts are closed on 30 June. */
const JUNE = 6;

/** One month of a person's calendar. */
export function turnYear(turn: Turn, home: Home, person: Person): void {
  const { now, rec } = turn;
  if (now.ofYear === JANUARY) insure(turn, home, person);
  if (now.ofYear !== JUNE || !rec.isOn || person.providentFen <= 0) return;
  rec.providentFund.push({
    person: person.at,
    day: now.firstDay + now.days - 1,
    balanceFen: person.providentFen,
    monthlyFen: person.job === 0 ? Math.round(person.payFen * turn.p.income.contributionShare) : 0,
    state: person.job === 0 ? 'active' : 'sealed',
  });
}

function insure(turn: Turn, home: Home, person: Person): void {
  const { p, rng, now, rec } = turn;
  person.yearAfterBasicFen = 0;
  person.yearSeriousFen = 0;
  person.yearAidFen = 0;
  const isEmployee = person.job === 0 || person.pension === 1;
  const wasInsured = person.scheme > 0;
  const lapses =
    !isEmployee && home.status === 0 && chance(rng, p.health.lapseYearly * (home.means < 0 ? 1.6 : 0.5));
  const stays = isEmployee || (wasInsured ? !lapses : home.status > 0 || chance(rng, 0.35));
  person.scheme = isEmployee ? 2 : stays ? 1 : 0;
  if (!rec.isOn) return;
  rec.insurance.push({
    person: person.at,
    year: now.year,
    scheme: isEmployee ? 'employee' : 'resident',
    state: stays ? 'insured' : wasInsured ? 'interrupted' : 'not_insured',
    day: someDay(turn),
  });
}
