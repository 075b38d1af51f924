/**
 * Settles one medical bill in the statutory order: basic insurance, serious-illness insurance, medical aid with its second layer.
 * Deductibles and caps run over the calendar year; all numbers are the law's (`LawNumbers`) or published fund shares.
 */
import type { LawNumbers } from '../world/county-plan.ts';
import { at } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import { flows } from '../world/memory.ts';
import { flow, type Person } from '../world/person.ts';
import type { Turn } from '../world/turn.ts';

export const kinds = { outpatient: 0, chronic: 1, inpatient: 2 } as const;

/** A bill before anybody has paid. */
export interface Bill {
  readonly kind: number;
  readonly diagnosis: number;
  /** 1–3. */
  readonly level: number;
  readonly totalFen: number;
  readonly day: number;
}

/** What the layers have paid in the calendar year, all but the basic one. */
export interface YearPaid {
  readonly afterBasicFen: number;
  readonly seriousFen: number;
  readonly aidFen: number;
}

/** Payments for a bill. */
export interface Settled {
  readonly seriousFen: number;
  readonly aidFen: number;
}

/**
 * What serious-illness insurance and medical aid pay for the part basic insurance left.
 *
 * @param status 0 none, 1 dibao, 2 dibian, 3 tekun, 4 rigid
 * @param leftFen in-scope costs of this bill left after basic insurance
 */
export function upperLayers(law: LawNumbers, status: number, leftFen: number, year: YearPaid): Settled {
  const afterBasic = year.afterBasicFen + leftFen;
  const serious = clamp(seriousDue(law, status, afterBasic) - year.seriousFen, leftFen);
  const seriousTotal = year.seriousFen + serious;
  const aid = clamp(aidDue(law, status, afterBasic - seriousTotal) - year.aidFen, leftFen - serious);
  return { seriousFen: serious, aidFen: aid };
}

function seriousDue(law: LawNumbers, status: number, afterBasic: number): number {
  const isTilted = status === 1 || status === 3;
  if (isTilted)
    return Math.floor(Math.max(0, afterBasic - law.tilted.deductibleFen) * law.tilted.ratio + TINY);
  const { deductibleFen, ratio, capFen } = law.serious;
  return Math.min(capFen, Math.floor(Math.max(0, afterBasic - deductibleFen) * ratio + TINY));
}

function aidDue(law: LawNumbers, status: number, afterSerious: number): number {
  const tier = law.aid[status];
  if (!tier || status === 0) return 0;
  const first = Math.min(
    law.aidCapFen,
    Math.floor(Math.max(0, afterSerious - tier.deductibleFen) * tier.ratio + TINY),
  );
  const burden = Math.max(0, afterSerious - first - law.tilt.thresholdFen);
  return first + Math.floor(burden * law.tilt.ratio + TINY);
}

/** Ratios are ten-thousandths: their products with fen are exact but for the binary fraction. */
const TINY = 1e-6;

function clamp(due: number, most: number): number {
  return Math.max(0, Math.min(due, most));
}

/** Settles a bill and books who paid what. Returns what the patient paid. */
export function settle(turn: Turn, home: Home, person: Person, bill: Bill): number {
  const { p, now, rec } = turn;
  const outOfScopeFen = Math.round(bill.totalFen * at(p.health.outOfScope, bill.level - 1));
  const inScopeFen = bill.totalFen - outOfScopeFen;
  const basicFen = Math.floor(inScopeFen * basicShare(turn, person, bill));
  const leftFen = inScopeFen - basicFen;
  const status = person.onTekun ? 3 : home.status;
  const paid =
    person.scheme > 0 || status > 0
      ? upperLayers(now.law, status, leftFen, {
          afterBasicFen: person.yearAfterBasicFen,
          seriousFen: person.yearSeriousFen,
          aidFen: person.yearAidFen,
        })
      : NOTHING;
  person.yearAfterBasicFen += leftFen;
  person.yearSeriousFen += paid.seriousFen;
  person.yearAidFen += paid.aidFen;
  const selfPaidFen = leftFen - paid.seriousFen - paid.aidFen;
  flow(person, flows.inScope, inScopeFen);
  flow(person, flows.outOfScope, outOfScopeFen);
  flow(person, flows.basicPaid, basicFen);
  flow(person, flows.aidPaid, paid.aidFen);
  flow(person, flows.selfPaid, selfPaidFen);
  if (rec.isOn) tellClaim(turn, person, bill, { inScopeFen, outOfScopeFen, basicFen, selfPaidFen, ...paid });
  return selfPaidFen + outOfScopeFen;
}

interface Shared extends Settled {
  readonly inScopeFen: number;
  readonly outOfScopeFen: number;
  readonly basicFen: number;
  readonly selfPaidFen: number;
}

function tellClaim({ rec }: Turn, person: Person, bill: Bill, shared: Shared): void {
  const i = rec.claims.add();
  const { cells } = rec.claims;
  cells.person[i] = person.at;
  cells.day[i] = bill.day;
  cells.scheme[i] = person.scheme;
  cells.kind[i] = bill.kind;
  cells.diagnosis[i] = bill.diagnosis;
  cells.level[i] = bill.level;
  cells.totalFen[i] = bill.totalFen;
  cells.inScopeFen[i] = shared.inScopeFen;
  cells.outOfScopeFen[i] = shared.outOfScopeFen;
  cells.basicFen[i] = shared.basicFen;
  cells.seriousFen[i] = shared.seriousFen;
  cells.aidFen[i] = shared.aidFen;
  cells.selfPaidFen[i] = shared.selfPaidFen;
}

const NOTHING: Settled = { seriousFen: 0, aidFen: 0 };

function basicShare(turn: Turn, person: Person, bill: Bill): number {
  const { health } = turn.p;
  if (person.scheme === 0) return 0;
  if (bill.kind === kinds.outpatient) return at(health.outpatientPaid, person.scheme);
  if (bill.kind === kinds.chronic) return at(health.chronicPaid, person.scheme);
  return at(person.scheme === 2 ? health.employeePaid : health.residentPaid, bill.level - 1);
}
