import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../api/types.ts';
import { byUrgency, isOfStage, stepOf } from './urgency.ts';

const plain: Alert = {
  id: 'A-1',
  household_id: 'H1',
  area: '330199001',
  region: '330199001001',
  state: 'new',
  state_zh: '待派发',
  is_open: true,
  outcome: null,
  level: 'yellow',
  why: null,
  source: 'list',
  round: 'r',
  probability: 0.2,
  area_rank: 1,
  raised_on: '2025-12-31',
  due_on: '2026-01-05',
  assignee: null,
  escalation: 0,
  version: 1,
  updated_at: '2025-12-31',
  actions: ['assign'],
};
const alert = (part: Partial<Alert>): Alert => ({ ...plain, ...part });

describe('byUrgency', () => {
  it('puts the level first, then the limit, then the probability', () => {
    const late = alert({ id: 'late', due_on: '2025-12-30' });
    const red = alert({ id: 'red', level: 'red', due_on: '2026-02-01' });
    const likely = alert({ id: 'likely', probability: 0.9 });
    const open = alert({ id: 'open', due_on: null, probability: 0.99 });

    const order = [open, plain, likely, late, red].sort(byUrgency).map(({ id }) => id);

    expect(order).toEqual(['red', 'late', 'likely', 'A-1', 'open']);
  });

  it('gives the same order from any order', () => {
    const alerts = ['c', 'a', 'b'].map((id) => alert({ id }));

    expect([...alerts].sort(byUrgency)).toEqual([...alerts].reverse().sort(byUrgency));
  });
});

describe('stages', () => {
  it.each([
    ['2025-12-30', 'overdue'],
    ['2025-12-31', 'today'],
  ] as const)('an alert due %s is %s on the last of December', (dueOn, stage) => {
    expect(isOfStage(alert({ due_on: dueOn }), stage, '2025-12-31')).toBe(true);
    expect(isOfStage(alert({ due_on: '2026-01-01' }), stage, '2025-12-31')).toBe(false);
  });

  it.each([
    ['new', 'dispatch'],
    ['accepted', 'visit'],
    ['visited', 'conclude'],
    ['referred', 'aid'],
    ['false_alarm', 'report'],
  ] as const)('%s waits for %s', (state, step) => {
    expect(stepOf({ state })).toBe(step);
  });
});
