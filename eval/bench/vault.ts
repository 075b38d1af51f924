import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { seededRng, shuffle } from '../../src/core/rng.ts';
import {
  makeKeys,
  openVault,
  pseudonymiser,
  type IdentityRecord,
  type Vault,
} from '../../src/vault/index.ts';
import { timeMs, timing, type Bench, type BenchResult } from './bench.ts';

const batch = 50_000;
const runs = 3;

/** Identities sealed, written and read back in random order, against SQLite with the same rows unsealed. */
export const vaultBench: Bench = {
  name: 'vault',
  title: 'identities put and got in random order (SM4-CTR + HMAC-SM3), against plain SQLite; pseudonyms',
  run: ({ large }): Promise<BenchResult> => {
    const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-bench-vault-'));
    try {
      return Promise.resolve(measure(folder, large ? 2_000_000 : 300_000));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measure(folder: string, persons: number): BenchResult {
  const keys = makeKeys({ created: '2026-01-01', note: 'bench', random: randomBytes });
  const pseudonyms = pseudonymiser(keys);
  const numbers = Array.from({ length: persons }, (_, i) => String(990_000_198_001_010_000n + BigInt(i)));
  const ids: string[] = [];
  const pseudonymMs = timeMs(() => {
    for (const number of numbers) ids.push(pseudonyms.person(number));
  });
  const records = ids.map((personId, i) => identity(personId, numbers[i]!));
  const order = Uint32Array.from(ids.keys());
  shuffle(order, seededRng(1));
  const asked = Array.from(order, (i) => ids[i]!);
  const ours = Array.from({ length: runs }, (_, run) =>
    sealedTimes(join(folder, `v${run}`), keys, records, asked),
  );
  const peer = Array.from({ length: runs }, (_, run) => plainTimes(join(folder, `p${run}`), records, asked));
  const rate = (ms: readonly number[]): number => Math.round((persons * 1000) / timing('', '', ms).medianMs);
  const total = (times: readonly Times[]): number[] => times.map(({ putMs, getMs }) => putMs + getMs);
  const put = ours.map(({ putMs }) => putMs);
  const get = ours.map(({ getMs }) => getMs);
  return {
    bench: vaultBench.name,
    setting: {
      persons,
      batch,
      put_persons_per_s: rate(put),
      get_persons_per_s: rate(get),
      plain_put_per_s: rate(peer.map(({ putMs }) => putMs)),
      plain_get_per_s: rate(peer.map(({ getMs }) => getMs)),
      pseudonyms_per_s: Math.round((persons * 1000) / pseudonymMs),
      threads: 1,
    },
    ours: timing('jiuzhu vault, put + get', process.version, total(ours)),
    peer: timing('better-sqlite3, the same rows unsealed', 'same process', total(peer)),
    peerProblem: '',
    ratio: timing('', '', total(ours)).medianMs / timing('', '', total(peer)).medianMs,
    agreement: null,
  };
}

interface Times {
  readonly putMs: number;
  readonly getMs: number;
}

function sealedTimes(
  file: string,
  keys: Parameters<typeof openVault>[1],
  records: readonly IdentityRecord[],
  asked: readonly string[],
): Times {
  const vault: Vault = openVault(file, keys);
  const putMs = timeMs(() => {
    for (let i = 0; i < records.length; i += batch) vault.putPersons(records.slice(i, i + batch));
  });
  let found = 0;
  const getMs = timeMs(() => {
    for (let i = 0; i < asked.length; i += batch) found += vault.get(asked.slice(i, i + batch)).length;
  });
  vault.close();
  if (found !== records.length) throw new Error(`${found} of ${records.length} came back`);
  return { putMs, getMs };
}

function plainTimes(file: string, records: readonly IdentityRecord[], asked: readonly string[]): Times {
  const raw = new Sqlite(file);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('cache_size = -262144');
  raw.exec('create table identity (person_id text primary key not null, plain blob not null)');
  const insert = raw.prepare('insert into identity values (?, ?)');
  const putMs = timeMs(() => {
    for (let i = 0; i < records.length; i += batch)
      raw.transaction(() => {
        for (const record of records.slice(i, i + batch))
          insert.run(record.personId, Buffer.from(JSON.stringify(record)));
      })();
  });
  const select = raw.prepare<[string], { plain: Buffer }>(
    'select plain from json_each(?) asked cross join identity on person_id = asked.value',
  );
  const getMs = timeMs(() => {
    for (let i = 0; i < asked.length; i += batch)
      for (const { plain } of select.all(JSON.stringify(asked.slice(i, i + batch))))
        JSON.parse(plain.toString());
  });
  raw.close();
  return { putMs, getMs };
}

function identity(personId: string, idNumber: string): IdentityRecord {
  return {
    personId,
    idNumber,
    name: '欧阳文昊',
    sex: '1',
    birthDate: '1980-01-01',
    phone: '13800138000',
    address: '浙江省杭州市云溪县青山街道和平村12号',
  };
}
