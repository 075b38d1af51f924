import { describe, expect, it } from 'vitest';
import { householdZh } from '../../../i18n/zh/household.ts';
import { missingOf, stepBody, type NextDraft, type NextStep } from './next-step.ts';

const empty: NextDraft = { to: '', items: [], department: '', words: ' ' };
const full: NextDraft = { to: '李四', items: ['temporary'], department: '医保局', words: '备注' };

describe('a next step', () => {
  it.each<[NextStep, readonly string[]]>([
    ['assign', ['to']],
    ['match', ['items']],
    ['refer', ['items', 'department']],
    ['aid', ['items']],
    ['refuse', ['words']],
    ['reopen', ['words']],
    ['feed_back', []],
    ['close', []],
  ])('%s asks for %j and for nothing once all is typed', (step, missing) => {
    expect(Object.keys(missingOf(step, empty, householdZh))).toEqual(missing);
    expect(missingOf(step, full, householdZh)).toEqual({});
  });

  it.each<[NextStep, unknown]>([
    ['assign', { to: '李四', note: '备注' }],
    ['match', { items: ['temporary'], note: '备注' }],
    ['refer', { department: '医保局', items: ['temporary'], note: '备注' }],
    ['refuse', { reason: '备注' }],
    ['close', { note: '备注' }],
  ])('%s tells %j', (step, body) => {
    expect(stepBody(step, full)).toEqual(body);
  });

  it('leaves an empty note out', () => {
    expect(stepBody('close', empty)).toEqual({});
  });
});
