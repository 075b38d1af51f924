/**
 * Persons without a valid number are compared with everybody in the vault: table `linked` says who they are.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import type { IdentityFields, LabelledRow } from '../../linking/index.ts';
import type { Vault } from '../../vault/index.ts';
import { sexOf } from './fill-vault.ts';
import type { KnownPersons } from './known-persons.ts';
import { writeNamedReviewList, writeReviewList, type ReviewPair } from './review-list.ts';
import { newSettler, type Settled } from './settle.ts';

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
/** Rows the share of known persons among strangers is learned from. */
const SAMPLE = 20_000;

/** Where lists of pairs to be decided go. */
export interface LinkTarget {
  /** The generation's folder. */
  readonly folder: string;
  readonly threads: number;
  /** Where the list with names goes; null for none. */
  readonly reviewFile: string | null;
}

/** Rows of table `stranger`. */
export async function countStrangers(db: DuckDb): Promise<number> {
  const [row] = await db.rows('SELECT count(*) AS n FROM stranger');
  return Number(row?.['n']);
}

/**
 * Fills `linked(tuple, person_id, confidence)` for every row of `stranger`: the person in the vault, or the pseudonym
 * of one's own with confidence 0. Cases for review go to `review/links.csv` of the generation.
 *
 * @param known who came with this delivery; the others are read from the vault
 */
export async function linkStrangers(
  db: DuckDb,
  vault: Vault,
  known: KnownPersons,
  target: LinkTarget,
): Promise<LinkFigures> {
  const { linker, places } = known;
  const delivered = new Set(places.keys());
  for await (const batch of vault.persons((personId) => delivered.has(personId))) known.add(batch);
  const strangers = await countStrangers(db);
  const learned = linker.learn(await examples(db, places), (await strangersFrom(db, 0, SAMPLE)).fields);
  const settle = newSettler(vault, known);
  const reviews: ReviewPair[] = [];
  const counts = { link: 0, review: 0, new: 0 };
  for (let start = 0; start < strangers; start += BATCH) {
    const batch = await strangersFrom(db, start, BATCH);
    const results = await linker.linkParallel(batch.fields, { threads: target.threads });
    const settled = batch.fields.flatMap((fields, i) => {
      const [own, result] = [batch.ids[i], results[i]];
      return own === undefined || result === undefined ? [] : settle({ own, fields, result });
    });
    for (const { decision, pairs } of settled) {
      counts[decision]++;
      reviews.push(...pairs);
    }
    await saveLinks(db, batch, settled);
  }
  await writeReviewList(target.folder, reviews);
  if (target.reviewFile !== null) await writeNamedReviewList(target.reviewFile, reviews, vault);
  return {
    strangers,
    linked: counts.link,
    review: counts.review,
    unknown: counts.new,
    precision: learned.measured?.precision ?? null,
    recall: learned.measured?.recall ?? null,
  };
}

async function examples(db: DuckDb, places: ReadonlyMap<string, number>): Promise<LabelledRow[]> {
  return (await labelledRows(db)).flatMap(({ personId, fields }) => {
    const person = places.get(personId);
    return person === undefined ? [] : [{ fields, person }];
  });
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

async function strangersFrom(db: DuckDb, start: number, most: number): Promise<Strangers> {
  const { columns } = await db.texts(
    `SELECT CAST(tuple AS VARCHAR), person_id, name, sex, birth_date, phone, address, id_text FROM stranger
     ORDER BY tuple LIMIT ${most} OFFSET ${start}`,
  );
  const [tuples = [], ids = [], ...fields] = columns;
  return {
    tuples,
    ids: ids.map((id) => id ?? ''),
    fields: tuples.map((_, i) => fieldsAt(fields, i)),
  };
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

async function saveLinks(db: DuckDb, { tuples }: Strangers, settled: readonly Settled[]): Promise<void> {
  await db.run(
    `INSERT INTO linked SELECT unnest(from_json($tuples, '["BIGINT"]')), unnest(from_json($persons, '["VARCHAR"]')),
       unnest(from_json($confidences, '["DOUBLE"]'))`,
    {
      tuples: JSON.stringify(tuples),
      persons: JSON.stringify(settled.map(({ personId }) => personId)),
      confidences: JSON.stringify(settled.map(({ confidence }) => confidence)),
    },
  );
}
