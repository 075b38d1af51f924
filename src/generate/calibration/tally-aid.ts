/**
 * Aid: who holds it, who leaves, who comes back, who falls into need and why, new certificates, electricity of the needy.
 */
import { causes } from '../world/codes.ts';
import type { CountyPlan } from '../world/county-plan.ts';
import type { ChunkHistory } from '../world/types.ts';
import type { Put } from './put.ts';

const REENTRY_MONTHS = 24;

/** Counts a chunk's aid. */
export function tallyAid(plan: CountyPlan, history: ChunkHistory, put: Put): void {
  const start = plan.calendar[plan.warmUp]?.firstDay ?? 0;
  for (const stock of history.stocks) {
    put('dibao_share', stock.dibao, stock.persons);
    put('dibian_share', stock.dibian, stock.persons);
    put('take_up', stock.entitledAided, stock.entitled);
    put('new_certificates', 0, stock.persons);
  }
  const perStock = plan.months / 12 / Math.max(1, history.stocks.length);
  const fresh = history.disabilities.filter((one) => one.change === 'new' && one.day >= start).length;
  put('new_certificates', fresh / perStock, 0);
  falls(history, put);
  spells(plan, history, put);
  power(history, put);
}

function falls({ truth }: ChunkHistory, put: Put): void {
  const byCause = causes.map(() => 0);
  let fallen = 0;
  for (let i = 0; i < truth.count; i++) {
    if (truth.falls[i] !== 1) continue;
    const cause = truth.cause[i] ?? 0;
    byCause[cause] = (byCause[cause] ?? 0) + 1;
    fallen++;
  }
  put('need_fall', fallen * 12, truth.count);
  causes.forEach((cause, k) => put(`cause_${cause}`, byCause[k] ?? 0, fallen));
}

/** Months on Dibao, exits (to nothing or a lower tier, not by death), and returns within two years. */
function spells(plan: CountyPlan, { truth, households }: ChunkHistory, put: Put): void {
  const wasHeld = new Uint8Array(households.length);
  const left = new Int32Array(households.length).fill(-1);
  let held = 0;
  for (let i = 0; i < truth.count; i++) {
    const household = truth.household[i] ?? 0;
    const month = truth.month[i] ?? 0;
    const isHeld = truth.status[i] === 1 || truth.status[i] === 3;
    if (wasHeld[household] === 1) {
      held++;
      if (!isHeld) put('dibao_exit', 12, 0);
      if (!isHeld) left[household] = month;
      if (!isHeld && month + REENTRY_MONTHS <= plan.months) put('dibao_reentry', 0, 1);
    } else if (isHeld) {
      if (isReturn(left[household] ?? -1, month, plan.months)) put('dibao_reentry', 1, 0);
      left[household] = -1;
    }
    wasHeld[household] = isHeld ? 1 : 0;
  }
  put('dibao_exit', 0, held);
}

function isReturn(left: number, month: number, months: number): boolean {
  return left >= 0 && month - left <= REENTRY_MONTHS && left + REENTRY_MONTHS <= months;
}

function power({ truth, households, power: used }: ChunkHistory, put: Put): void {
  let months = 0;
  for (let i = 0; i < truth.count; i++) months = Math.max(months, (truth.month[i] ?? 0) + 1);
  const needy = new Uint8Array(months * households.length);
  for (let i = 0; i < truth.count; i++)
    needy[(truth.month[i] ?? 0) * households.length + (truth.household[i] ?? 0)] = truth.need[i] ?? 0;
  let [all, kwhOfNeedy, needyMonths] = [0, 0, 0];
  for (let i = 0; i < used.count; i++) {
    const kwh = used.kwh[i] ?? 0;
    all += kwh;
    if (needy[(used.month[i] ?? 0) * households.length + (used.household[i] ?? 0)] !== 1) continue;
    kwhOfNeedy += kwh;
    needyMonths++;
  }
  put('power_all', all, used.count);
  put('power_needy', kwhOfNeedy, needyMonths);
}
