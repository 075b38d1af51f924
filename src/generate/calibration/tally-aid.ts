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
  for (let i = 0; i < truth.count; i++) {
    const fell = truth.falls[i] === 1;
    put('need_fall', fell ? 12 : 0, 1);
    if (!fell) continue;
    causes.forEach((cause, k) => put(`cause_${cause}`, truth.cause[i] === k ? 1 : 0, 1));
  }
}

/** Months on Dibao, exits (to nothing or a lower tier, not by death), and returns within two years. */
function spells(plan: CountyPlan, { truth, households }: ChunkHistory, put: Put): void {
  const wasHeld = new Uint8Array(households.length);
  const left = new Int32Array(households.length).fill(-1);
  for (let i = 0; i < truth.count; i++) {
    const household = truth.household[i] ?? 0;
    const month = truth.month[i] ?? 0;
    const isHeld = truth.status[i] === 1 || truth.status[i] === 3;
    if (wasHeld[household] === 1) {
      put('dibao_exit', isHeld ? 0 : 12, 1);
      if (!isHeld) left[household] = month;
      if (!isHeld && month + REENTRY_MONTHS <= plan.months) put('dibao_reentry', 0, 1);
    } else if (isHeld) {
      if (isReturn(left[household] ?? -1, month, plan.months)) put('dibao_reentry', 1, 0);
      left[household] = -1;
    }
    wasHeld[household] = isHeld ? 1 : 0;
  }
}

function isReturn(left: number, month: number, months: number): boolean {
  return left >= 0 && month - left <= REENTRY_MONTHS && left + REENTRY_MONTHS <= months;
}

function power(history: ChunkHistory, put: Put): void {
  const { truth, households } = history;
  const needy = new Set<number>();
  for (let i = 0; i < truth.count; i++)
    if (truth.need[i] === 1) needy.add((truth.month[i] ?? 0) * households.length + (truth.household[i] ?? 0));
  const used = history.power;
  for (let i = 0; i < used.count; i++) {
    const key = (used.month[i] ?? 0) * households.length + (used.household[i] ?? 0);
    put('power_all', used.kwh[i] ?? 0, 1);
    if (needy.has(key)) put('power_needy', used.kwh[i] ?? 0, 1);
  }
}
