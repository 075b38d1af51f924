import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JzError } from '../core/errors/index.ts';
import { withNewSealingKey } from './keys/key-file.ts';
import {
  keyFileText,
  keysOfLake,
  makeKeys,
  openVault,
  pseudonymiser,
  readKeyFile,
  rotateKeys,
  vaultFile,
  writeKeyFile,
} from './index.ts';
import type { IdentityRecord, Vault } from './types.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiuzhu-vault-'));
  file = join(folder, 'lake.vault.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const today = '2026-01-01';
const fresh = { created: today, note: 'test', random: randomBytes };
const keys = makeKeys(fresh);

function person(n: number, changes: Partial<IdentityRecord> = {}): IdentityRecord {
  return {
    personId: `p${String(n).padStart(26, '0')}`,
    idNumber: `99000019800101${String(n).padStart(4, '0')}`,
    name: '欧阳文𠀀',
    sex: '1',
    birthDate: '1980-01-01',
    phone: '13800138000',
    address: '青山街道和平村12号',
    ...changes,
  };
}

function withVault<T>(work: (vault: Vault) => T, using = keys): T {
  const vault = openVault(file, using);
  try {
    return work(vault);
  } finally {
    vault.close();
  }
}

async function everybody(): Promise<IdentityRecord[]> {
  const vault = openVault(file, keys);
  const found: IdentityRecord[] = [];
  for await (const batch of vault.persons()) found.push(...batch);
  vault.close();
  return found;
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof JzError ? error.code : String(error);
  }
  return 'nothing thrown';
}

describe('pseudonyms', () => {
  it('are 128 bits of HMAC-SM3 in base 32, one kind apart from another', () => {
    const { person, household, unlinked } = pseudonymiser(keys);
    const hex = createHmac('sm3', keys.pseudonym.key).update('id:990000198001010016').digest('hex');
    const bits = BigInt(`0x${hex.slice(0, 32)}`) << 2n;
    const letters = Array.from(
      { length: 26 },
      (_, i) => 'abcdefghijklmnopqrstuvwxyz234567'[Number((bits >> BigInt(5 * (25 - i))) & 31n)],
    );

    expect(person('990000198001010016')).toBe(`p${letters.join('')}`);
    expect(household('1').slice(1)).not.toBe(unlinked('1').slice(1));
    expect(household('1')).toMatch(/^h[a-z2-7]{26}$/);
  });
});

describe('a vault', () => {
  it('gives back what was put, in the order asked, and everybody in order', async () => {
    const people = [5, 3, 9].map((n) => person(n));
    const bare = {
      personId: 'u1',
      idNumber: null,
      name: '张三',
      sex: null,
      birthDate: null,
      phone: null,
      address: null,
    };
    withVault((vault) => vault.putPersons([...people, bare]));

    expect(withVault((vault) => vault.get([person(9).personId, 'pabsent', 'u1']))).toEqual([person(9), bare]);
    expect(await everybody()).toEqual([person(3), person(5), person(9), bare]);
    expect(withVault((vault) => vault.count())).toBe(4);
  });

  it('holds more than one batch', async () => {
    const people = Array.from({ length: 5000 }, (_, i) => person(i));
    withVault((vault) => vault.putPersons(people));

    expect(await everybody()).toEqual(people);
    expect(withVault((vault) => vault.get(people.map(({ personId }) => personId)))).toEqual(people);
  });

  it('replaces a person put again', () => {
    withVault((vault) => {
      vault.putPersons([person(1)]);
      vault.putPersons([person(1, { phone: null })]);

      expect(vault.get([person(1).personId])).toEqual([person(1, { phone: null })]);
    });
  });

  it('writes no identity in the clear, in no file', () => {
    const vault = openVault(file, keys);
    vault.putPersons([person(1)]);
    const bytes = ['', '-wal', '-shm'].map((end) => readFileSync(file + end, 'latin1')).join('');
    vault.close();

    for (const secret of ['99000019800101', '欧阳', '13800138000', '和平村', '1980-01-01'])
      expect(bytes).not.toContain(Buffer.from(secret).toString('latin1'));
    expect(bytes).toContain(person(1).personId);
  });

  it('refuses a record with a corrupted byte by name and never gives a wrong value', () => {
    withVault((vault) => vault.putPersons([person(1), person(2)]));
    const raw = new Sqlite(file);
    raw
      .prepare(
        "update identity set sealed = substr(sealed, 1, 30) || x'00' || substr(sealed, 32) where person_id = ?",
      )
      .run(person(2).personId);
    raw.close();

    withVault((vault) => {
      expect(vault.get([person(1).personId])).toEqual([person(1)]);
      expect(() => vault.get([person(2).personId])).toThrow(person(2).personId);
      expect(codeOf(() => vault.get([person(2).personId]))).toBe('JZ_VAULT_DAMAGED');
    });
  });

  it('refuses two records whose ciphertexts were exchanged', () => {
    withVault((vault) => vault.putPersons([person(1), person(2)]));
    const raw = new Sqlite(file);
    const sealed = raw
      .prepare('select sealed from identity where person_id = ?')
      .pluck()
      .get(person(1).personId);
    raw.prepare('update identity set sealed = ? where person_id = ?').run(sealed, person(2).personId);
    raw.close();

    expect(codeOf(() => withVault((vault) => vault.get([person(2).personId])))).toBe('JZ_VAULT_DAMAGED');
  });

  it('forgets a person: no row, no link, no byte of the record left in its files', () => {
    const vault = openVault(file, keys);
    vault.putPersons([person(1), person(2)]);
    vault.confirmLinks([
      { alias: 'u1', personId: person(1).personId },
      { alias: 'u2', personId: person(2).personId },
    ]);

    expect(vault.remove([person(1).personId, 'pabsent'])).toBe(1);
    vault.unlink([person(1).personId]);

    expect(vault.get([person(1).personId])).toEqual([]);
    expect(vault.links()).toEqual([{ alias: 'u2', personId: person(2).personId }]);
    const bytes = ['', '-wal'].map((end) => readFileSync(file + end, 'latin1')).join('');
    expect(bytes).not.toContain(person(1).personId);
    vault.close();
  });

  it('keeps the later decision on a pair: a refusal takes back what was confirmed, and the other way round', () => {
    withVault((vault) => {
      const pair = { alias: 'u1', personId: 'p1' };
      vault.confirmLinks([pair]);
      vault.refuseLinks([pair, { alias: 'u1', personId: 'p2' }]);
      expect([vault.links(), vault.refusals()]).toEqual([[], [pair, { alias: 'u1', personId: 'p2' }]]);
      vault.confirmLinks([pair]);
      expect([vault.links(), vault.refusals()]).toEqual([[pair], [{ alias: 'u1', personId: 'p2' }]]);
      vault.unlink(['p2']);
      expect(vault.refusals()).toEqual([]);
    });
  });

  it('keeps the newest of two links for an alias', () => {
    withVault((vault) => {
      vault.confirmLinks([{ alias: 'u1', personId: 'p1' }]);
      vault.confirmLinks([{ alias: 'u1', personId: 'p2' }]);

      expect(vault.links()).toEqual([{ alias: 'u1', personId: 'p2' }]);
    });
  });

  it('refuses the keys of another vault and a file that is no vault', () => {
    withVault((vault) => vault.putPersons([person(1)]));
    const other = new Sqlite(join(folder, 'other.sqlite'));
    other.exec('create table t (x)');
    other.close();

    expect(codeOf(() => openVault(file, makeKeys(fresh)))).toBe('JZ_KEYS_WRONG');
    expect(codeOf(() => openVault(join(folder, 'other.sqlite'), keys))).toBe('JZ_STORE_FOREIGN');
    expect(codeOf(() => openVault(join(folder, 'none.sqlite'), keys, { create: false }))).toBe(
      'JZ_VAULT_MISSING',
    );
  });
});

describe('a key file', () => {
  const path = (): string => join(folder, 'keys.json');

  it('comes back as it was written, readable by its owner only', () => {
    writeKeyFile(path(), keys);

    expect(keyFileText(readKeyFile(path()))).toBe(keyFileText(keys));
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('is never overwritten', () => {
    writeKeyFile(path(), keys);

    expect(codeOf(() => writeKeyFile(path(), keys))).toBe('JZ_KEYS_EXIST');
  });

  it('is refused when others may read it, unless it is for practice only', () => {
    writeKeyFile(path(), keys);
    chmodSync(path(), 0o640);
    writeKeyFile(join(folder, 'practice.json'), makeKeys({ ...fresh, practice: true }));

    expect(codeOf(() => readKeyFile(path()))).toBe('JZ_KEYS_EXPOSED');
    expect(readKeyFile(join(folder, 'practice.json')).practice).toBe(true);
  });

  it.each([
    ['is not JSON', (): string => 'keys'],
    ['lacks a member', (text: string) => text.replace('"note"', '"remark"')],
    ['has a changed pseudonym key', (text: string) => text.replace(/("pseudonym"[^}]*"key": ")./, '$1z')],
    [
      'has another key under a known id',
      (text: string) =>
        text.replace(/("mac": ")(.)/, (_, m: string, c: string) => m + (c === '0' ? '1' : '0')),
    ],
  ])('is refused when it %s', (_, damage) => {
    writeFileSync(path(), damage(keyFileText(keys)), { mode: 0o600 });

    expect(codeOf(() => readKeyFile(path()))).toBe('JZ_KEYS_INVALID');
  });
});

describe('a lake’s keys', () => {
  it('are made beside a lake without a vault, and found again', () => {
    const lake = join(folder, 'lake');
    const first = keysOfLake({ lake }, fresh);

    expect(first).toMatchObject({ made: true, file: `${lake}.keys.json` });
    expect(keysOfLake({ lake }, fresh)).toMatchObject({
      made: false,
      keys: { pseudonym: { id: first.keys.pseudonym.id } },
    });
  });

  it('are never made for a lake whose vault is there, nor under a name that was given', () => {
    const lake = join(folder, 'lake');
    openVault(vaultFile(lake), keys).close();

    expect(codeOf(() => keysOfLake({ lake }, fresh))).toBe('JZ_KEYS_MISSING');
    expect(
      codeOf(() => keysOfLake({ lake: join(folder, 'new'), environment: join(folder, 'x') }, fresh)),
    ).toBe('JZ_KEYS_MISSING');
    expect(existsSync(`${lake}.keys.json`)).toBe(false);
  });

  it('are taken from the option, then the environment, then the mapping', () => {
    for (const name of ['a', 'b', 'c']) writeKeyFile(join(folder, name), makeKeys(fresh));
    const [option, environment, mapping] = ['a', 'b', 'c'].map((name) => join(folder, name));
    const lake = join(folder, 'lake');

    expect(keysOfLake({ lake, option, environment, mapping }, fresh).file).toBe(option);
    expect(keysOfLake({ lake, environment, mapping }, fresh).file).toBe(environment);
    expect(keysOfLake({ lake, mapping }, fresh).file).toBe(mapping);
  });
});

describe('rotation', () => {
  const people = Array.from({ length: 5000 }, (_, i) => person(i));
  const request = () => ({
    vaultFile: file,
    keyFile: join(folder, 'keys.json'),
    created: '2026-02-01',
    random: randomBytes,
  });

  function prepare(): void {
    writeKeyFile(join(folder, 'keys.json'), keys);
    withVault((vault) => vault.putPersons(people));
  }

  it('seals everybody again under a new key and changes no pseudonym', () => {
    prepare();
    const done = rotateKeys(request());
    const now = readKeyFile(join(folder, 'keys.json'));

    expect(done).toEqual({ keyId: now.sealing[0].id, made: true, resealed: 5000 });
    expect(now.pseudonym.id).toBe(keys.pseudonym.id);
    expect(now.sealing.map(({ id }) => id)).toContain(keys.sealing[0].id);
    const newestOnly = { ...now, sealing: [now.sealing[0]] as const };
    expect(withVault((vault) => vault.get(people.map(({ personId }) => personId)), newestOnly)).toEqual(
      people,
    );
    expect(codeOf(() => withVault((vault) => vault.get([people[0]!.personId]), keys))).toBe(
      'JZ_VAULT_DAMAGED',
    );
  });

  it('goes on where an interrupted one stopped, with the same key', () => {
    prepare();
    const later = withNewSealingKey(keys, '2026-02-01', randomBytes);
    rmSync(join(folder, 'keys.json'));
    writeKeyFile(join(folder, 'keys.json'), later);
    expect(() =>
      withVault(
        (vault) =>
          vault.reseal(() => {
            throw new Error('killed');
          }),
        later,
      ),
    ).toThrow('killed');
    expect(withVault((vault) => vault.get(people.map(({ personId }) => personId)), later)).toEqual(people);

    const done = rotateKeys(request());

    expect(done).toMatchObject({ keyId: later.sealing[0].id, made: false });
    expect(done.resealed).toBeGreaterThan(0);
    expect(done.resealed).toBeLessThan(5000);
    expect(withVault((vault) => vault.olderSeals(), later)).toBe(0);
  });
});
