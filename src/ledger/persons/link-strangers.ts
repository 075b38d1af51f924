/**
 * Persons without a valid number are compared with everybody in the vault: table `linked` says who they are.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvField } from '../../io/csv-record.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import {
  createLinker,
  explain,
  type IdentityFields,
  type Linker,
  type LinkResult,
} from '../../linking/index.ts';
import type { Vault } from '../../vault/index.ts';
import { sexOf } from './fill-vault.ts';

/** How linking went. */
export interface LinkFigures {
  readonly strangers: number;
  readonly linked: number;
  readonly review: number;
  readonly unknown: number;
  /** Precision and recall measured on rows whose number was hidden; null without such rows. */
  readonly precision: number | null;
  readonly recall: number | null;
}

const BATCH = 200_000;
const REVIEW_FILE = 'links.csv';

/**
 * Fills `linked(tuple, person_id, confidence)` for every row of `stranger`: the person in the vault, or the pseudonym
 * of one's own with confidence 0. Cases for review go to `review/links.csv` of the generation.
 */
export async function linkStrangers(
  db: DuckDb,
  vault: Vault,
  target: { readonly folder: string; readonly threads: number },
): Promise<LinkFigures | null> {
  await db.run('CREATE OR REPLACE TABLE linked (tuple BIGINT, person_id VARCHAR, confidence DOUBLE)');
  const strangers = await countOf(db, 'stranger');
  if (strangers === 0) return null;
  const linker = createLinker();
  const known = await addEverybody(db, linker, vault);
  const learned = linker.learn(known.examples, known.examples.length === 0 ? await sample(db) : []);
  const confirmed = new Map(vault.links().map(({ alias, personId }) => [alias, personId]));
  const reviews: string[] = [];
  const counts = { link: 0, review: 0, new: 0 };
  for (let start = 0; start < strangers; start += BATCH) {
    const batch = await strangersFrom(db, start);
    const results = await linker.linkParallel(batch.fields, { threads: target.threads });
    for (const [i, result] of results.entries())
      if (confirmed.has(batch.ids[i] ?? '')) counts.link++;
      else {
        counts[result.decision]++;
        if (result.decision === 'review') reviews.push(reviewLine(batch.ids[i] ?? '', known.ids, result));
      }
    await saveLinks(db, batch, results, { ids: known.ids, confirmed });
  }
  await writeReviews(target.folder, reviews);
  return {
    strangers,
    linked: counts.link,
    review: counts.review,
    unknown: counts.new,
    precision: learned.measured?.precision ?? null,
    recall: learned.measured?.recall ?? null,
  };
}

interface Everybody {
  /** Pseudonyms in the order they were added. */
  readonly ids: readonly string[];
  readonly examples: { fields: IdentityFields; person: number }[];
}

async function addEverybody(db: DuckDb, linker: Linker, vault: Vault): Promise<Everybody> {
  const labelled = await labelledRows(db);
  const wanted = new Set(labelled.map(({ personId }) => personId));
  const places = new Map<string, number>();
  const ids: string[] = [];
  for await (const batch of vault.persons()) {
    for (const { personId } of batch) {
      if (wanted.has(personId)) places.set(personId, ids.length);
      ids.push(personId);
    }
    linker.addPersons(batch);
  }
  const examples = labelled.flatMap(({ personId, fields }) => {
    const person = places.get(personId);
    return person === undefined ? [] : [{ fields, person }];
  });
  return { ids, examples };
}

async function labelledRows(db: DuckDb): Promise<{ personId: string; fields: IdentityFields }[]> {
  const { columns } = await db.texts(
    `SELECT person_id, name, sex, birth_date, phone, address, CAST(NULL AS VARCHAR) AS id_text
     FROM labelled ORDER BY origin, row, person_id`,
  );
  const [ids = [], ...fields] = columns;
  return ids.map((personId, i) => ({ personId: personId ?? '', fields: fieldsAt(fields, i) }));
}

interface Strangers {
  readonly tuples: readonly (string | null)[];
  readonly ids: readonly string[];
  readonly fields: readonly IdentityFields[];
}

async function strangersFrom(db: DuckDb, start: number): Promise<Strangers> {
  const { columns } = await db.texts(
    `SELECT CAST(tuple AS VARCHAR), person_id, name, sex, birth_date, phone, address, id_text FROM stranger
     ORDER BY tuple LIMIT ${BATCH} OFFSET ${start}`,
  );
  const [tuples = [], ids = [], ...fields] = columns;
  return {
    tuples,
    ids: ids.map((id) => id ?? ''),
    fields: tuples.map((_, i) => fieldsAt(fields, i)),
  };
}

async function sample(db: DuckDb): Promise<readonly IdentityFields[]> {
  return (await strangersFrom(db, 0)).fields.slice(0, 20_000);
}

function fieldsAt(columns: readonly (readonly (string | null)[])[], i: number): IdentityFields {
  const [name, sex, birthDate, phone, address, idNumber] = columns.map((column) => column[i] ?? null);
  return {
    name: name ?? null,
    sex: sexOf(sex),
    birthDate: birthDate ?? null,
    phone: phone ?? null,
    address: address ?? null,
    idNumber: idNumber ?? null,
  };
}

async function saveLinks(
  db: DuckDb,
  { tuples, ids }: Strangers,
  results: readonly LinkResult[],
  known: { readonly ids: readonly string[]; readonly confirmed: ReadonlyMap<string, string> },
): Promise<void> {
  const persons: string[] = [];
  const confidences: number[] = [];
  for (const [i, { decision, person, probability }] of results.entries()) {
    const own = ids[i] ?? '';
    const confirmed = known.confirmed.get(own);
    const linked = decision === 'link' ? known.ids[person] : undefined;
    persons.push(confirmed ?? linked ?? own);
    confidences.push(confirmed !== undefined ? 1 : linked !== undefined ? probability : 0);
  }
  await db.run(
    `INSERT INTO linked SELECT unnest(from_json($tuples, '["BIGINT"]')), unnest(from_json($persons, '["VARCHAR"]')),
       unnest(from_json($confidences, '["DOUBLE"]'))`,
    {
      tuples: JSON.stringify(tuples),
      persons: JSON.stringify(persons),
      confidences: JSON.stringify(confidences),
    },
  );
}

function reviewLine(
  own: string,
  ids: readonly string[],
  { person, probability, agreement }: LinkResult,
): string {
  const { zh, en } = agreement === null ? { zh: '', en: '' } : explain(agreement);
  return [own, ids[person] ?? '', probability.toFixed(4), zh, en].map(csvField).join(',');
}

async function writeReviews(folder: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(join(folder, 'review'), { recursive: true });
  const unique = [...new Set(lines)].sort();
  const text = ['unlinked_id,person_id,probability,说明,explanation', ...unique].join('\n');
  await writeFile(join(folder, 'review', REVIEW_FILE), `\ufeff${text}\n`);
}

async function countOf(db: DuckDb, table: string): Promise<number> {
  const [row] = await db.rows(`SELECT count(*) AS n FROM ${table}`);
  return Number(row?.['n']);
}
