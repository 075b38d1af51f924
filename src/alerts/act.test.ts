import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JzError } from '../core/errors/index.ts';
import { seededRng } from '../core/rng.ts';
import { auditHead, auditStart, oncePerKey, openStore, verifyAudit, type Store } from '../store/index.ts';
import { actAllOnAlert, actOnAlert, escalateOverdue, officerActions, type OfficerAction } from './act.ts';
import { listAlerts, readAlert, type Alert } from './alert.ts';
import { allowedActions, transitions } from './lifecycle.ts';
import type { AlertSettings } from './settings.ts';
import { anyDetails } from './testing/details.ts';
import { candidate, trialRound, trialSettings, trialStore, type TrialStore } from './testing/trial.ts';

let trial: TrialStore;
let settings: AlertSettings;
beforeEach(async () => {
  trial = trialStore();
  settings = await trialSettings({ audit_share: 0, capacity: { share: 1, visits: {} } });
  const candidates = Array.from({ length: 6 }, (_, i) => candidate(`h${i}`, 0.9 - i / 20));
  trialRound(trial.store, { candidates, settings });
});
afterEach(() => trial.close());

const all = { limit: 1000 };
const first = async (): Promise<Alert> => (await listAlerts(trial.store, {}, all))[0]!;
const act = (alert: string, action: OfficerAction, details: unknown, more: object = {}): Alert =>
  actOnAlert(trial.store, settings, { alert, action, actor: '张三', at: '2025-03-03', details, ...more });
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof JzError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('an action', () => {
  it('leads from order to visit to aid to the end, each step with its limit', async () => {
    const { id } = await first();
    const steps: [OfficerAction, object][] = [
      ['assign', { to: '李四' }],
      ['accept', {}],
      [
        'visit',
        { visited_on: '2025-03-03', findings: { members: 3, wage_fen: 2_400_000, cause: 'illness' } },
      ],
      ['conclude', { outcome: 'confirmed' }],
      ['match', { items: ['dibao', 'temporary'] }],
      ['refer', { department: '医保局', items: ['temporary'] }],
      ['aid', { items: ['temporary'] }],
      ['feed_back', {}],
      ['close', {}],
    ];

    const states = steps.map(([action, details]) => act(id, action, details));

    expect(states.map(({ state }) => state)).toEqual([
      'assigned',
      'accepted',
      'visited',
      'confirmed',
      'matched',
      'referred',
      'aided',
      'fed_back',
      'closed',
    ]);
    expect(states.map(({ dueOn }) => dueOn)).toEqual([
      '2025-03-04',
      '2025-03-04',
      '2025-03-04',
      '2025-03-05',
      '2025-03-05',
      '2025-03-05',
      '2025-03-17',
      '2025-03-17',
      null,
    ]);
    const { visits, history } = await readAlert(trial.store, id);
    expect(visits).toMatchObject([{ outcome: 'confirmed', findings: { members: 3, wage_fen: 2_400_000 } }]);
    expect(history.map(({ action }) => action)).toEqual(['raise', ...steps.map(([action]) => action)]);
  });

  const refusals: [string, OfficerAction, unknown, object, string][] = [
    ['not possible in its state', 'close', {}, {}, 'JZ_ALERT_TRANSITION'],
    ['concluding before a visit', 'conclude', {}, {}, 'JZ_ALERT_TRANSITION'],
    ['without what it needs', 'assign', {}, {}, 'JZ_ALERT_INVALID'],
    ['with what it does not know', 'assign', { to: '李四', why: 1 }, {}, 'JZ_ALERT_INVALID'],
    ['by nobody', 'assign', { to: '李四' }, { actor: ' ' }, 'JZ_ALERT_INVALID'],
    ['on no day', 'assign', { to: '李四' }, { at: '2025-02-30' }, 'JZ_ALERT_INVALID'],
    ['on an older version', 'assign', { to: '李四' }, { expectedVersion: 7 }, 'JZ_ALERT_STALE'],
    ['on no alert', 'assign', { to: '李四' }, { alert: 'A0' }, 'JZ_ALERT_UNKNOWN'],
  ];
  it.each(refusals)('%s is refused and changes nothing', async (_, action, details, more, code) => {
    const { id } = await first();
    const before = [await readAlert(trial.store, id), auditHead(trial.store)];

    expect(codeOf(() => act(id, action, details, more))).toBe(code);
    expect([await readAlert(trial.store, id), auditHead(trial.store)]).toEqual(before);
  });

  it('of several is undone whole when one of them is refused', async () => {
    const { id } = await first();
    const told = (action: OfficerAction, details: object) => ({
      alert: id,
      action,
      actor: '张三',
      at: '2025-03-03',
      details,
    });

    expect(() =>
      actAllOnAlert(trial.store, settings, [
        told('assign', { to: '李四' }),
        told('conclude', { outcome: 'confirmed' }),
      ]),
    ).toThrow(JzError);
    expect(await first()).toMatchObject({ state: 'new', version: 1 });
  });

  it('sent twice under one key is done once; the key serves no other request', async () => {
    const { id } = await first();
    const send = (to: string) =>
      oncePerKey(trial.store, { actor: '张三', key: 'k1', request: { id, to }, at: '2025-03-03' }, () => ({
        version: act(id, 'assign', { to }).version,
      }));

    expect([send('李四'), send('李四')]).toEqual([
      { response: { version: 2 }, isRepeat: false },
      { response: { version: 2 }, isRepeat: true },
    ]);
    expect(codeOf(() => send('王五'))).toBe('JZ_IDEMPOTENCY_REUSED');
  });
});

it('takes overdue alerts one office higher, at most to the city, and lets the limit run anew', async () => {
  const { id } = await first();
  const at = (day: string) =>
    escalateOverdue(trial.store, settings, { actor: 'job', at: day }).map((one) => one.id);

  expect(at('2025-02-28')).toEqual([]);
  expect(at('2025-03-10')).toHaveLength(6);
  expect(at('2025-03-10')).toEqual([]);
  expect(at('2025-06-10')).toContain(id);
  expect(at('2025-09-10')).toEqual([]);
  expect(await first()).toMatchObject({ state: 'new', escalation: 2, version: 3 });
  expect(verifyAudit(trial.store).holds).toBe(true);
});

describe('whatever is done', () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...officerActions), fc.nat()), {
    maxLength: 40,
  });

  it('keeps one open alert a household, legal states, growing versions and a chain that holds', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const versions = new Map<string, number>();
        for (const [which, action, seed] of sequence) {
          const row = trial.store.raw.prepare<[string], { id: string; state: string }>(
            'select id, state from alert where household_id = ? order by sequence desc',
          );
          const alert = row.get(`h${which}`)!;
          const isLegal = (transitions[action].from as readonly string[]).includes(alert.state);
          const code = codeOf(() => {
            const after = act(alert.id, action, anyDetails(action, seededRng(seed)));
            expect(after.version).toBeGreaterThan(versions.get(after.id) ?? 0);
            versions.set(after.id, after.version);
            expect(after.isOpen).toBe(after.state !== 'closed');
          });
          expect(code).toBe(isLegal ? 'no error' : 'JZ_ALERT_TRANSITION');
        }
        const open = trial.store.raw.prepare(
          'select household_id from alert where is_open = 1 group by household_id having count(*) > 1',
        );
        expect(open.all()).toEqual([]);
        expect(verifyAudit(trial.store).holds).toBe(true);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('always leaves something to do until the alert is closed', () => {
    for (const { from, to } of Object.values(transitions))
      for (const state of [...from, ...(to === 'same' || to === 'outcome' ? [] : [to])])
        expect(allowedActions(state).length).toBeGreaterThan(0);
  });
});

describe('the audit chain', () => {
  const tampered: [string, string][] = [
    ['an actor renamed', "update audit_entry set actor = '李四' where number = 3"],
    ['a detail changed', "update audit_entry set details = replace(details, 'red', 'rfd') where number = 2"],
    ['a moment moved', "update audit_entry set at = '2025-03-01' where number = 4"],
    ['an entry taken out', 'delete from audit_entry where number = 3'],
    [
      'the last entry taken off',
      'delete from audit_entry where number = (select max(number) from audit_entry)',
    ],
    [
      'a hash made up',
      "update audit_entry set hash = replace(hash, substr(hash, 5, 1), 'x') where number = 5",
    ],
    ['an alert closed behind its back', "update alert set state = 'closed', is_open = 0 where sequence = 2"],
    ['a level raised by one letter', "update alert set level = 'Red' where sequence = 1"],
    [
      'evidence reworded',
      "update alert_evidence set zh = zh || '。' where alert_id = (select id from alert limit 1)",
    ],
    [
      'an alert put in',
      "insert into alert select 'A9', 99, 'hx', area, region, state, is_open, outcome, level, source, round_id, probability, area_rank, raised_on, due_on, assignee, escalation, version, updated_at from alert limit 1",
    ],
    ['evidence taken away', 'delete from alert_evidence where alert_id = (select id from alert limit 1)'],
    ['a round recounted', `update alert_round set counts = '{}'`],
  ];

  it.each(tampered)('betrays %s', async (_, sql) => {
    act((await first()).id, 'assign', { to: '李四' });
    expect(verifyAudit(trial.store).holds).toBe(true);

    trial.store.raw.exec(sql);

    expect(verifyAudit(trial.store).holds).toBe(false);
  });

  it('betrays any one byte changed in any of its texts', () => {
    const columns = ['at', 'actor', 'action', 'subject', 'details', 'row_hashes', 'previous', 'hash'];
    const last = auditHead(trial.store).number;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: last }),
        fc.constantFrom(...columns),
        fc.nat(),
        (number, column, where) => {
          const read = trial.store.raw.prepare<[number], { text: string }>(
            `select ${column} as text from audit_entry where number = ?`,
          );
          const { text } = read.get(number)!;
          const at = where % text.length;
          const other = text[at] === '7' ? '8' : '7';
          const write = trial.store.raw.prepare(`update audit_entry set ${column} = ? where number = ?`);
          write.run(text.slice(0, at) + other + text.slice(at + 1), number);
          const verdict = verifyAudit(trial.store);
          write.run(text, number);
          expect(verdict.holds).toBe(false);
        },
      ),
      { seed: 3, numRuns: 60 },
    );
    expect(verifyAudit(trial.store).holds).toBe(true);
  });

  it('betrays a chain made anew by a head written down before', () => {
    const known = auditHead(trial.store);

    expect(verifyAudit(trial.store, known).holds).toBe(true);
    expect(verifyAudit(trial.store, auditStart).holds).toBe(true);
    expect(verifyAudit(trial.store, { ...known, hash: auditStart.hash }).holds).toBe(false);
    expect(verifyAudit(trial.store, { ...known, number: known.number + 1 }).holds).toBe(false);
  });
});

it('loses no acknowledged action when the writer is killed at any instant', async () => {
  const rng = seededRng('kill');
  const worker = fileURLToPath(new URL('testing/worker.ts', import.meta.url));
  const acknowledged = new Map<string, [version: number, state: string]>();
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(process.execPath, ['--import', 'tsx', worker, trial.file, String(kill)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, rng.int(120)));
    child.kill('SIGKILL');
    await once(child, 'close');
    // A line cut short by the kill was not acknowledged.
    for (const line of told.split('\n').slice(0, -1)) {
      const [id = '', version = '', state = ''] = line.split(' ');
      acknowledged.set(id, [Number(version), state]);
    }
    expect(told.length).toBeGreaterThan(0);
    await expectKept(trial.store, acknowledged);
  }
}, 60_000);

/** At most one action more than was told: written, and killed before the word was out. */
async function expectKept(store: Store, acknowledged: ReadonlyMap<string, [number, string]>): Promise<void> {
  const kept = new Map((await listAlerts(store, {}, all)).map((one) => [one.id, one]));
  const ahead = [...acknowledged].map(([id, [version, state]]) => {
    const alert = kept.get(id)!;
    if (alert.version === version) expect(alert.state).toBe(state);
    return alert.version - version;
  });
  expect(Math.min(...ahead)).toBeGreaterThanOrEqual(0);
  expect(verifyAudit(store).holds).toBe(true);
}

it('opens a copy of a store with its alerts and its chain', async () => {
  trial.store.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(trial.file, `${trial.file}.copy`);
  const copy = openStore(`${trial.file}.copy`, { create: false });

  expect(await listAlerts(copy, {}, all)).toHaveLength(6);
  expect(verifyAudit(copy)).toEqual(verifyAudit(trial.store));
  await copy.close();
});
