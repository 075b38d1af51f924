import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../api/types.ts';
import { householdZh } from '../../../i18n/zh/household.ts';
import { emptyDraft, errorsOf, fenOf, stepsOf, type VisitDraft } from './visit-draft.ts';

const today = '2025-12-31';
const draft = (part: Partial<VisitDraft>): VisitDraft => ({ ...emptyDraft(today), ...part });
const alert = (state: Alert['state']): Alert => ({
  id: 'A-1',
  household_id: 'H1',
  area: '330199001',
  region: '330199001001',
  state,
  state_zh: '',
  is_open: true,
  outcome: null,
  level: 'red',
  why: null,
  source: 'list',
  round: 'r',
  probability: 0.2,
  area_rank: 1,
  raised_on: today,
  due_on: today,
  assignee: null,
  escalation: 0,
  version: 1,
  updated_at: today,
  actions: [],
});

describe('fenOf', () => {
  it.each([
    ['', null],
    ['0', 0],
    ['1200', 120_000],
    ['18,240.50', 1_824_050],
    ['0.1', 10],
    ['0.07', 7],
    ['-350.5', -35_050],
    ['-0', 0],
    ['１２', undefined],
    ['12.345', undefined],
    ['1e5', undefined],
    ['万', undefined],
    ['-', undefined],
  ])('reads %j as %j fen', (typed, fen) => {
    expect(fenOf(typed)).toBe(fen);
  });

  it('reads back every amount it is written as, to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (fen) => {
        const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

        expect(fenOf(yuan)).toBe(fen);
      }),
      { seed: 8 },
    );
  });
});

describe('errorsOf', () => {
  it('finds nothing wrong with an untouched form', () => {
    expect(errorsOf(emptyDraft(today), today, householdZh)).toEqual({});
  });

  it('names every field that is not right', () => {
    const wrong = draft({
      visitedOn: '2026-01-01',
      members: '31',
      outcome: 'false_alarm',
      money: { ...emptyDraft(today).money, wage_fen: '-5', business_fen: '-5', education_fen: 'x' },
    });

    expect(Object.keys(errorsOf(wrong, today, householdZh)).sort()).toEqual([
      'education_fen',
      'members',
      'reason',
      'visitedOn',
      'wage_fen',
    ]);
  });
});

describe('stepsOf', () => {
  const actionsOf = (part: Partial<VisitDraft>, state: Alert['state']) =>
    stepsOf(draft(part), alert(state), '王助理').map(({ action }) => action);

  it.each([
    ['new', ['assign', 'visit', 'conclude']],
    ['assigned', ['visit', 'conclude']],
    ['accepted', ['visit', 'conclude']],
    ['visited', ['conclude']],
  ] as const)('writes a visit of an alert that is %s', (state, actions) => {
    expect(actionsOf({}, state)).toEqual(actions);
  });

  it('leaves the conclusion for later when asked to', () => {
    expect(actionsOf({ outcome: null }, 'accepted')).toEqual(['visit']);
  });

  it('tells only what was typed, money in fen', () => {
    const typed = draft({
      members: '3',
      cause: 'illness',
      reason: 'not a false alarm, so left out',
      money: { ...emptyDraft(today).money, wage_fen: '1,200' },
      texts: { ...emptyDraft(today).texts, wishes: ' 找工作 ' },
    });

    const [visit] = stepsOf(typed, alert('assigned'), '王助理');

    expect(visit?.body).toEqual({
      visited_on: today,
      findings: { members: 3, cause: 'illness', wage_fen: 120_000, wishes: '找工作' },
    });
  });
});
