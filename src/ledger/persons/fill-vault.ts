/**
 * Persons with a number go to the vault: the register's latest word first, else the first file that names them.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import type { IdentityRecord, Vault } from '../../vault/index.ts';
import { personFields } from './person-sql.ts';

const BATCH = 100_000;

/**
 * Fills the vault from tables `candidate` and `identity`; what it knows already stays where the files say nothing.
 *
 * @param kept is told everybody who was put there, in batches
 */
export async function fillVault(
  db: DuckDb,
  vault: Vault,
  kept: (batch: readonly IdentityRecord[]) => void,
): Promise<void> {
  await mergeCandidates(db);
  const isNew = vault.count() === 0;
  for (let start = 0; ; start += BATCH) {
    const batch = await readBatch(db, start);
    if (batch.length === 0) return;
    const merged = isNew ? batch : withKnown(batch, vault.get(batch.map(({ personId }) => personId)));
    vault.putPersons(merged);
    kept(merged);
  }
}

/** Table `vaulted(place, person_id, id_number, …)`: one row a person. */
async function mergeCandidates(db: DuckDb): Promise<void> {
  const best = personFields.map((field) => `arg_max(${field}, moment) AS ${field}`).join(', ');
  await db.run(
    `CREATE OR REPLACE TEMP TABLE vaulted AS
     SELECT row_number() OVER (ORDER BY person_id) - 1 AS place, person_id, id_number, name,
       coalesce(c.sex, i.sex) AS sex, coalesce(c.birth_date, i.birth_date) AS birth_date, phone, address
     FROM (SELECT person_id, ${best} FROM (SELECT *, CAST(CASE WHEN registry
         THEN 4000000000000 + datediff('day', DATE '1900-01-01', known_on) * CAST(1000000 AS BIGINT) + origin
         ELSE 1000000 - origin END AS HUGEINT) * 1000000000000 - row AS moment FROM candidate
         ANTI JOIN barred USING (person_id)) GROUP BY person_id) AS c
       JOIN (SELECT person_id, min(id_number) AS id_number, min(sex) AS sex, min(birth_date) AS birth_date
         FROM identity WHERE person_id IS NOT NULL GROUP BY person_id) AS i USING (person_id)`,
  );
}

async function readBatch(db: DuckDb, start: number): Promise<IdentityRecord[]> {
  const { columns } = await db.texts(
    `SELECT person_id, id_number, name, sex, birth_date, phone, address FROM vaulted
     WHERE place >= ${start} AND place < ${start + BATCH} ORDER BY place`,
  );
  const [ids = [], numbers = [], names = [], sexes = [], births = [], phones = [], addresses = []] = columns;
  return ids.map((personId, i) => ({
    personId: personId ?? '',
    idNumber: numbers[i] ?? null,
    name: names[i] ?? null,
    sex: sexOf(sexes[i]),
    birthDate: births[i] ?? null,
    phone: phones[i] ?? null,
    address: addresses[i] ?? null,
  }));
}

function withKnown(batch: readonly IdentityRecord[], known: readonly IdentityRecord[]): IdentityRecord[] {
  const before = new Map(known.map((record) => [record.personId, record]));
  return batch.map((record) => {
    const old = before.get(record.personId);
    if (!old) return record;
    return {
      personId: record.personId,
      idNumber: record.idNumber ?? old.idNumber,
      name: record.name ?? old.name,
      sex: record.sex ?? old.sex,
      birthDate: record.birthDate ?? old.birthDate,
      phone: record.phone ?? old.phone,
      address: record.address ?? old.address,
    };
  });
}

/** GB/T 2261.1: 1 man, 2 woman; anything else is not known. */
export function sexOf(text: string | null | undefined): '1' | '2' | null {
  return text === '1' || text === '2' ? text : null;
}
