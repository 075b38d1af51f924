import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRng } from '../core/rng.ts';
import { verifyAudit } from '../store/index.ts';
import { actOnAlert } from './act.ts';
import { listAlerts, readAlert } from './alert.ts';
import { planRound, type Candidate, type RoundInput } from './plan.ts';
import { dueDay, loadAlertSettings, type AlertSettings } from './settings.ts';
import { candidate, trialRound, trialSettings, trialStore, type TrialStore } from './testing/trial.ts';
import { whyNot } from './why-not.ts';
import { isoDate } from '../core/dates.ts';

let trial: TrialStore;
let settings: AlertSettings;
beforeEach(async () => {
  trial = trialStore();
  settings = await trialSettings({ audit_share: 0, capacity: { share: 0.5, visits: {} } });
});
afterEach(() => trial.close());

const all = { limit: 1000 };
const ten = (from: number): Candidate[] =>
  Array.from({ length: 10 }, (_, i) => candidate(`${from}-${i}`, 0.9 - i / 20));

describe('a round of alerts', () => {
  it('gives each township its capacity to the likeliest, and says so of the others', async () => {
    const result = trialRound(trial.store, { candidates: ten(1), settings });

    expect(result).toMatchObject({ raised: 5, cut: 5, audit: 0, suppressed: 0 });
    const alerts = await listAlerts(trial.store, {}, all);
    expect(alerts.map(({ household }) => household)).toEqual(['1-0', '1-1', '1-2', '1-3', '1-4']);
    expect(alerts.map(({ level }) => level)).toEqual(['red', 'red', 'red', 'orange', 'orange']);
    expect(await whyNot(trial.store, '1-5')).toMatchObject({
      kind: 'capacity',
      details: { rank: 6, of: 10, capacity: 5, listed: 5 },
    });
  });

  it('is raised once: a repeat does nothing and tells what the first did', async () => {
    const first = trialRound(trial.store, { candidates: ten(1), settings });
    const before = verifyAudit(trial.store);
    const again = trialRound(trial.store, { candidates: ten(1), settings });

    expect(again).toEqual({ ...first, isRepeat: true });
    expect(verifyAudit(trial.store)).toEqual(before);
    expect(await listAlerts(trial.store, {}, all)).toHaveLength(5);
  });

  it('counts visits still to be made against the next round', () => {
    trialRound(trial.store, { candidates: ten(1), settings });
    const next = trialRound(trial.store, { candidates: ten(2), settings, asOf: '2025-03-31' });

    expect(next).toMatchObject({ raised: 0, cut: 10 });
  });

  it('appends new evidence to an open alert, and nothing it has been told', async () => {
    const signal = { code: 'MED_NEW_MAJOR', level: 'red', zh: '新确诊', en: 'newly found' } as const;
    trialRound(trial.store, { candidates: [candidate('h', 0.5)], settings });
    const told = trialRound(trial.store, {
      candidates: [candidate('h', 0.5, { signals: [signal] })],
      settings,
      asOf: '2025-03-31',
    });
    const again = trialRound(trial.store, {
      candidates: [candidate('h', 0.45, { signals: [signal] })],
      settings,
      asOf: '2025-04-30',
    });

    expect([told.appended, again.appended]).toEqual([1, 0]);
    const [alert] = await listAlerts(trial.store, {}, all);
    const { evidence } = await readAlert(trial.store, alert!.id);
    expect(evidence.map(({ code, asOf }) => `${code} ${asOf}`)).toEqual([
      'SCORE 2025-02-28',
      'MED_NEW_MAJOR 2025-03-31',
    ]);
    expect(alert).toMatchObject({ level: 'red', version: 2 });
  });

  it('leaves the suppressed alone and says why', async () => {
    const suppressed = new Map([
      [
        '1-0',
        { reason: 'visited', details: { outcome: 'false_alarm', day: '2025-02-01', until: '2025-05-02' } },
      ],
      ['held', { reason: 'held', details: {} }],
    ]);
    const result = trialRound(trial.store, { candidates: ten(1), settings, suppressed });

    expect(result).toMatchObject({ suppressed: 1, raised: 5 });
    expect((await whyNot(trial.store, '1-0')).kind).toBe('visited');
    expect((await whyNot(trial.store, 'held')).kind).toBe('held');
    expect((await whyNot(trial.store, 'nobody')).kind).toBe('unknown');
    expect((await whyNot(trial.store, '1-1')).kind).toBe('open');
  });

  it('lets a red signal raise what the score does not, and says of the rest that they are below', async () => {
    const signal = { code: 'DISASTER', level: 'red', zh: '房屋倒塌', en: 'house collapsed' } as const;
    const weak = { ...signal, code: 'INS_LAPSE', level: 'yellow' } as const;
    trialRound(trial.store, {
      candidates: [
        candidate('struck', 0.1, { signals: [signal] }),
        candidate('calm', 0.2, { signals: [weak] }),
      ],
      settings: { ...settings, capacity: { share: 1, visits: {} } },
    });

    expect(await listAlerts(trial.store, {}, all)).toMatchObject([{ household: 'struck', level: 'red' }]);
    expect(await whyNot(trial.store, 'calm')).toMatchObject({
      kind: 'below',
      details: { rank: 1, band: 'blue' },
    });
  });

  it('draws its random share off the list only, marks it, and tells the chance', async () => {
    const off = Array.from({ length: 40 }, (_, i) => candidate(`off-${i}`, 0.1));
    const result = trialRound(trial.store, {
      candidates: [...ten(1), ...off],
      settings: { ...settings, audit_share: 0.4, capacity: { share: 1, visits: { '330199001': 10 } } },
    });

    expect(result).toMatchObject({ raised: 10, audit: 4 });
    const drawn = (await listAlerts(trial.store, {}, all)).filter(({ source }) => source === 'audit');
    expect(drawn).toHaveLength(4);
    expect(
      drawn.every(
        ({ household, level, areaRank }) =>
          household.startsWith('off-') && level === 'blue' && areaRank === null,
      ),
    ).toBe(true);
    const { evidence } = await readAlert(trial.store, drawn[0]!.id);
    expect(evidence[0]?.en).toContain('0.100');
  });

  it('lets limits run on working days: the Spring Festival is not counted', async () => {
    const shipped = await loadAlertSettings();

    expect(dueDay(shipped, 'orange', 'verify', isoDate('2025-01-27'))).toBe('2025-02-07');
    expect(dueDay(shipped, 'red', 'verify', isoDate('2025-01-27'))).toBe('2025-01-28');
  });
});

describe('a plan', () => {
  const region = fc.constantFrom('330199001001', '330199002003', '330199003');
  const someone = fc.record({
    p: fc.integer({ min: 0, max: 1000 }),
    region,
    isOpen: fc.boolean(),
    isLeft: fc.boolean(),
  });

  it('keeps to capacity, chooses nobody twice, and does not depend on the order given', () => {
    fc.assert(
      fc.property(
        fc.array(someone, { maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (people, audit) => {
          const candidates = people.map(({ p, region: code }, i) =>
            candidate(`h${i}`, p / 1000, { region: code }),
          );
          const input: RoundInput = {
            candidates,
            suppressed: new Map(
              people.flatMap(({ isLeft }, i) =>
                isLeft ? [[`h${i}`, { reason: 'held', details: {} }] as const] : [],
              ),
            ),
            open: new Set(people.flatMap(({ isOpen }, i) => (isOpen ? [`h${i}`] : []))),
            backlog: new Map([['330199001', 2]]),
            households: new Map([
              ['330199001', 20],
              ['330199002', 7],
            ]),
            settings: {
              ...settings,
              audit_share: audit,
              capacity: { share: 0.3, visits: { '330199003': 4 } },
            },
            rng: seededRng('plan'),
          };
          const plan = planRound(input);

          for (const { listed, drawn, capacity, backlog } of plan.areas)
            expect(listed + drawn + backlog).toBeLessThanOrEqual(capacity);
          const chosen = plan.chosen.map(({ candidate: { household } }): string => household);
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(
            chosen.some((household) => input.open.has(household) || input.suppressed.has(household)),
          ).toBe(false);
          expect(
            plan.chosen.filter(({ source, candidate: one }) => source === 'audit' && one.band !== 'blue'),
          ).toEqual([]);
          const places = new Set([
            ...chosen,
            ...plan.known.map(({ household }) => household),
            ...plan.skipped.map(({ household }) => household),
          ]);
          const qualifying = candidates
            .filter(({ band }) => band !== 'blue')
            .map(({ household }) => household);
          expect(qualifying.filter((household) => !places.has(household))).toEqual([]);
          expect(planRound({ ...input, candidates: [...candidates].reverse() })).toEqual(plan);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});

it('refuses a second open alert of a household when an old one is reopened', async () => {
  trialRound(trial.store, { candidates: [candidate('h', 0.9)], settings });
  const [first] = await listAlerts(trial.store, {}, all);
  const act = (action: 'assign' | 'visit' | 'conclude' | 'close', details: object) =>
    actOnAlert(trial.store, settings, { alert: first!.id, action, actor: '张三', at: '2025-03-03', details });
  act('assign', { to: '李四' });
  act('visit', { visited_on: '2025-03-03' });
  act('conclude', { outcome: 'false_alarm' });
  act('close', {});
  trialRound(trial.store, { candidates: [candidate('h', 0.9)], settings, asOf: '2025-03-31' });

  expect(() =>
    actOnAlert(trial.store, settings, {
      alert: first!.id,
      action: 'reopen',
      actor: '张三',
      at: '2025-04-01',
      details: { reason: '误结' },
    }),
  ).toThrow(/open alert/);
  expect(await listAlerts(trial.store, { isOpen: true }, all)).toHaveLength(1);
});
