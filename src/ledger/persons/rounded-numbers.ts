/**
 * Numbers of a register that a spreadsheet may have rounded: Excel keeps fifteen digits and writes 000 for the rest.
 * One in eleven of those still has a good check digit, and would make a person that nobody is.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import type { PersonSql } from './person-sql.ts';

/** Of true numbers one in 1,100 ends in 000 (every hundredth sequence, one check digit of eleven). */
const TRUE_SHARE = 1 / 1100;
/** Of rounded numbers these have a good check digit. */
const GOOD_SHARE = 1 / 11;
/** Fewer numbers ending in 000 say nothing of the file. */
const LEAST = 3;

/**
 * Tells the doubtful numbers of table `typed`: all that end in 000 when so many do that most good ones must be rounded;
 * else those of a man (their seventeenth digit makes them a woman's), and those that agree in fifteen digits and the
 * name with another number of the file.
 */
export async function findRounded(
  db: DuckDb,
  { number, fields: { name, sex } }: PersonSql,
): Promise<(text: string) => boolean> {
  const said = `SELECT ${number} AS text, ${name} AS name, ${sex} AS sex FROM typed`;
  await db.run(`CREATE OR REPLACE TEMP TABLE rounded AS SELECT DISTINCT text, name, sex FROM (${said})
    WHERE text LIKE '%000' AND length(text) = 18`);
  const [found] = await db.rows(`SELECT count(DISTINCT text) AS n FROM rounded`);
  const ends = Number(found?.['n']);
  if (ends === 0) return () => false;
  const [all] = await db.rows(`SELECT count(DISTINCT text) AS n FROM (${said})`);
  const expected = Number(all?.['n']) * TRUE_SHARE;
  if (ends >= LEAST && (ends - expected) * GOOD_SHARE > expected) return (text) => text.endsWith('000');
  const { columns } = await db.texts(
    `SELECT text FROM rounded WHERE sex = '1'
     UNION SELECT r.text FROM rounded AS r JOIN (${said}) AS t
       ON t.text[1:15] = r.text[1:15] AND t.name = r.name AND t.text <> r.text`,
  );
  const doubted = new Set(columns[0]);
  return (text) => doubted.has(text);
}
