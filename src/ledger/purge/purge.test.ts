import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyManifest } from '../../io/manifest.ts';
import { makeKeys, openVault, type IdentityRecord, type Vault } from '../../vault/index.ts';
import { generationText, handMadeGeneration, storedRows, type HandFile } from '../hand-made-lake.ts';
import { generationsOnDisk } from '../lake/retire.ts';
import { purge, type PurgeScope } from './purge.ts';

let root: string;
let lake: string;
let vault: Vault;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jiuzhu-purge-'));
  lake = join(root, 'lake');
  vault = openVault(
    join(root, 'vault.sqlite'),
    makeKeys({ created: '2026-01-01', note: '', random: randomBytes }),
  );
  vault.putPersons(['pa', 'pb', 'pc', 'ua'].map(identity));
  vault.confirmLinks([{ alias: 'ua', personId: 'pa' }]);
  await handMadeGeneration(lake, [police, insurance]);
  await handMadeGeneration(lake, [visits]);
});
afterEach(async () => {
  vault.close();
  await rm(root, { recursive: true, force: true });
});

const order = { on: '2026-05-01', by: '王主任', ground: '个人信息保护法第47条' };

function identity(personId: string): IdentityRecord {
  return { personId, idNumber: null, name: '张三', sex: null, birthDate: null, phone: null, address: null };
}

const at = (day: string) => ({ occurred_on: day, recorded_at: day });
const member = (household: string, person: string, until: string | null = null) => ({
  household_id: household,
  person_id: person,
  valid_from: '2019-01-01',
  valid_to: until,
  ...at('2019-01-01'),
});
const claim = (person: string, day: string) => ({
  person_id: person,
  setting: 'inpatient',
  diagnosis: 'C34',
  total_fen: 100n,
  ...at(day),
});

/** pa and pb share h1; pc lives alone in h2. */
const police: HandFile = {
  department: 'police',
  file: 'hukou.csv',
  tables: { membership: [member('h1', 'pa'), member('h1', 'pb'), member('h2', 'pc')] },
  quarantined: 2,
};
const insurance: HandFile = {
  department: 'insurance',
  file: 'claims.csv',
  tables: {
    medical_claim: [
      claim('pa', '2024-03-01'),
      claim('ua', '2024-04-01'),
      claim('pb', '2020-05-01'),
      claim('pb', '2024-05-01'),
    ],
  },
};
const visits: HandFile = {
  department: 'civil',
  file: 'visits.csv',
  tables: {
    visit: [
      { household_id: 'h1', outcome: 'true', ...at('2024-06-01') },
      { household_id: 'h2', outcome: 'true', ...at('2024-06-02') },
    ],
  },
};

const run = (scope: PurgeScope, really = true) => purge({ lake, vault, scope, order: really ? order : null });
const forget = (personId: string, really = true) => run({ kind: 'person', personIds: [personId] }, really);

async function persons(table: string): Promise<unknown[]> {
  return (await storedRows(lake, table)).map((row) => row['person_id']);
}

describe('a person’s right to deletion', () => {
  it('is only counted without an order', async () => {
    const before = await readdir(lake);

    expect(await forget('pa', false)).toMatchObject({
      done: false,
      identities: 2,
      rows: { membership: 1, medical_claim: 2 },
    });
    expect(await readdir(lake)).toEqual(before);
    expect(vault.count()).toBe(4);
  });

  it('removes identity, rows under every pseudonym, and every earlier generation', async () => {
    const earlier = await generationsOnDisk(lake);
    const result = await forget('ua');

    expect(result).toMatchObject({ done: true, identities: 2, rows: { membership: 1, medical_claim: 2 } });
    expect(await persons('membership')).toEqual(['pb', 'pc']);
    expect(await persons('medical_claim')).toEqual(['pb', 'pb']);
    expect((await storedRows(lake, 'visit')).length).toBe(2);
    expect(vault.get(['pa', 'ua'])).toEqual([]);
    expect(result.generations).toEqual(earlier);
    expect(await generationsOnDisk(lake)).toEqual([result.generation]);
  });

  it('takes the household with it when nobody else was ever in it', async () => {
    await forget('pc');

    expect((await storedRows(lake, 'visit')).map((row) => row['household_id'])).toEqual(['h1']);
  });

  it('leaves a generation that verifies, stands alone and counts its rows', async () => {
    const { generation } = await forget('pa');
    const manifest = await verifyManifest(join(lake, generation, 'manifest.json'));

    expect(manifest.files.filter(({ path }) => path.startsWith('..'))).toEqual([]);
    expect(manifest.facts['rows']).toEqual({ membership: 2, medical_claim: 2, visit: 2 });
    expect(manifest.files.some(({ path }) => path.startsWith('quarantine/'))).toBe(false);
  });

  it('leaves a tombstone without an identity, and keeps earlier ones', async () => {
    await forget('pa');
    await forget('pb');
    const text = await generationText(lake, 'purge.json');

    expect(JSON.parse(text)).toMatchObject({
      tombstones: [
        { ...order, kind: 'person', before: null, rows: { membership: 1, medical_claim: 2 }, identities: 2 },
        { ...order, kind: 'person', rows: { membership: 1, medical_claim: 2, visit: 1 }, identities: 1 },
      ],
    });
    expect(text).not.toMatch(/\b(pa|pb|ua|张三)\b/);
  });

  it('lets later deliveries and later purges stand on what is left', async () => {
    await forget('pa');
    await handMadeGeneration(lake, [{ ...insurance, file: 'claims-2.csv' }]);
    const { rows } = await forget('pb');

    expect(rows).toMatchObject({ medical_claim: 4 });
    expect(await persons('medical_claim')).toEqual(['pa', 'ua']);
    expect((await generationsOnDisk(lake)).length).toBe(1);
  });

  it('takes along what a killed ingest left lying', async () => {
    await mkdir(join(lake, '.tmp-scratch-x'));

    await forget('pa');

    expect((await readdir(lake)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('refuses when there is nobody', async () => {
    await expect(forget('pz')).rejects.toMatchObject({ code: 'JZ_PURGE_NOTHING' });
  });
});

describe('a purge that was killed', () => {
  it('after the vault forgot, before anything was published: goes on with every pseudonym', async () => {
    vault.remove(['pa', 'ua']);

    expect((await forget('pa')).rows).toEqual({ membership: 1, medical_claim: 2 });
    expect(vault.links()).toEqual([]);
  });

  it('after publishing, before CURRENT: readers keep the old one and the next call goes through', async () => {
    const before = join(root, 'before');
    await cp(lake, before, { recursive: true });
    const { generation } = await forget('pa');
    await cp(join(lake, generation), join(before, generation), { recursive: true });
    await rm(lake, { recursive: true });
    await rename(before, lake);

    expect(await persons('membership')).toEqual(['pa', 'pb', 'pc']);
    const again = await purge({ lake, vault, scope: { kind: 'person', personIds: ['pa', 'ua'] }, order });
    expect(await persons('membership')).toEqual(['pb', 'pc']);
    expect(await generationsOnDisk(lake)).toEqual([again.generation]);
  });

  it('before the old generations were deleted: the next call deletes them and says so', async () => {
    const before = join(root, 'before');
    await cp(lake, before, { recursive: true });
    const { generation, generations } = await forget('pa');
    for (const name of generations) await cp(join(before, name), join(lake, name), { recursive: true });

    expect(await forget('pa')).toMatchObject({ done: true, rows: {}, generations });
    expect(await generationsOnDisk(lake)).toEqual([generation]);
  });
});

describe('retention', () => {
  it('removes events before the day and keeps who still belongs to a household', async () => {
    const { rows, identities } = await run({ kind: 'retention', before: '2024-04-15' });

    expect(rows).toEqual({ medical_claim: 3 });
    // The alias had nothing but a claim that is gone; pa, pb and pc still live in their households.
    expect(identities).toBe(1);
    expect(vault.count()).toBe(3);
    expect(await persons('membership')).toEqual(['pa', 'pb', 'pc']);
  });

  it('removes everything about those who left or died before the day and of whom nothing newer is known', async () => {
    await handMadeGeneration(lake, [
      {
        department: 'police',
        file: 'moved.csv',
        tables: {
          membership: [member('h3', 'pd', '2020-01-01'), member('h1', 'pe')],
          vital_event: [{ person_id: 'pe', event: 'death', ...at('2021-01-01') }],
        },
      },
    ]);
    const { rows } = await run({ kind: 'retention', before: '2023-01-01' });

    expect(rows).toEqual({ medical_claim: 1, membership: 2, vital_event: 1 });
    expect(await persons('membership')).toEqual(['pa', 'pb', 'pc']);
  });

  it('keeps somebody who left but of whom something newer is known', async () => {
    await handMadeGeneration(lake, [
      {
        department: 'police',
        file: 'moved.csv',
        tables: {
          membership: [member('h3', 'pd', '2020-01-01')],
          person: [{ person_id: 'pd', ...at('2024-01-01') }],
        },
      },
    ]);

    expect((await run({ kind: 'retention', before: '2023-01-01' })).rows).toEqual({
      medical_claim: 1,
      membership: 1,
    });
  });
});
