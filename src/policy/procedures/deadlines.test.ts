import { beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { loadPolicy, type Policy } from '../engine/policy.ts';
import { snapshotOf } from '../parameters/snapshot.ts';
import { deadlines } from './deadlines.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy();
});

function dueDates(id: string, start: string, region: string): readonly string[] {
  const procedure = policy.procedures.find((one) => one.id === id)!;
  const day = isoDate(start);
  return deadlines(procedure, day, snapshotOf(policy.catalogue, region, day)).map((step) => step.due);
}

describe('the time limits of a procedure', () => {
  it('run over the National Day holiday on working days, and the notice on calendar days', () => {
    const due = dueDates('dibao', '2025-09-25', '330100');

    expect(due.slice(0, 5)).toEqual(['2025-09-29', '2025-09-29', '2025-10-22', '2025-10-29', '2025-11-05']);
    expect(due[6]).toBe('2025-11-12');
  });

  it('are longer nationally than in Zhejiang, whose county has 5 working days', () => {
    expect(dueDates('dibao', '2025-09-25', 'CN')[4]).toBe('2025-11-12');
  });

  it('count months by the calendar and hours to the day they end on', () => {
    expect(dueDates('rigid', '2025-02-28', 'CN')[2]).toBe('2026-02-28');
    expect(dueDates('temporary_emergency', '2025-06-01', 'CN')[0]).toBe('2025-06-03');
  });

  it('are refused where no holiday notice is held', () => {
    expect(() => dueDates('dibao', '2026-12-20', 'CN')).toThrow(JzError);
  });

  it('exist for every procedure of the data', () => {
    for (const procedure of policy.procedures)
      expect(dueDates(procedure.id, '2025-03-03', '330100')).toHaveLength(procedure.steps.length);
  });
});
