/**
 * Answers and learned rates against an independent computation in Python (eval/peers/linking/oracle.py), which
 * compares every row with every person and tells sounds by another library.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { indexPersons } from './blocking/known-persons.ts';
import { newLinkColumns, newRowLinker, type LinkContext } from './decide/row-linker.ts';
import type { Encoded } from './encode/columns.ts';
import { encodeRows, newDictionaries } from './encode/encode-rows.ts';
import { expectMaximise } from './learn/em.ts';
import { learnMatches } from './learn/labelled.ts';
import { fields, levelsOf, patternOf, unpackAgreement } from './levels.ts';
import { declaredModel } from './model/declared.ts';
import { newCharacters } from './names/characters.ts';
import { looksAlike } from './names/similar.ts';
import { makeScene } from './testing/scene.ts';
import type { IdentityFields } from './types.ts';

const seed = 3;
const folder = join(import.meta.dirname, 'oracles');
const ratesByField = z.record(z.enum(fields), z.array(z.number()));
const oracleSchema = z.object({
  best: z.array(z.number()),
  probability: z.array(z.number()),
  levelsOfBest: z.array(z.array(z.number())),
  labelledMatch: ratesByField,
  em: z.object({ matchShare: z.number(), rounds: z.number(), match: ratesByField }),
});

const scene = makeScene(250, seed);
const rows = scene.rows.map((row) => ({ ...row, idNumber: null }));
const characters = newCharacters();
const encode = (people: readonly IdentityFields[]): Encoded => {
  const dictionaries = newDictionaries(characters);
  const columns = encodeRows(people, dictionaries);
  return { rows: columns, names: dictionaries.names.columns(), addresses: dictionaries.addresses.columns() };
};
const encodedRows = encode(rows);
const context: LinkContext = {
  known: indexPersons(encode(scene.persons)),
  characters: characters.table,
  model: declaredModel,
  largestBlock: 2_000,
};

function sampleText(): string {
  const texts = [...scene.persons, ...rows].map(({ name }) => name ?? '').join('');
  const letters = [...new Set(Array.from(texts))];
  const lookAlike = letters.flatMap((a) =>
    letters.filter((b) => looksAlike(a.charCodeAt(0), b.charCodeAt(0))).map((b) => [a, b]),
  );
  const truth = Array.from(scene.truth);
  const sample = {
    seed,
    levels: levelsOf,
    model: declaredModel,
    lookAlike,
    truth,
    persons: scene.persons,
    rows,
  };
  return `${JSON.stringify(sample, null, 1)}\n`;
}

describe('against an independent computation', () => {
  let oracle: z.infer<typeof oracleSchema>;

  beforeAll(async () => {
    const path = join(folder, 'sample.json');
    if (process.env['UPDATE_GOLDEN']) await writeFile(path, sampleText());
    expect(await readFile(path, 'utf8')).toBe(sampleText());
    oracle = oracleSchema.parse(JSON.parse(await readFile(join(folder, 'linking.json'), 'utf8')));
  });

  it('finds the same best person with the same levels and probability', () => {
    const answers = newLinkColumns(rows.length);
    const linker = newRowLinker(context);
    rows.forEach((_, i) => {
      linker.link(encodedRows, i, answers);
      expect(answers.probability[i]).toBeCloseTo(oracle.probability[i]!, 9);
      if (oracle.probability[i] === 0) return;
      expect(answers.person[i]).toBe(oracle.best[i]);
      expect([...patternOf(unpackAgreement(answers.pattern[i]!))]).toEqual(oracle.levelsOfBest[i]);
    });
  });

  it('learns the same rates from labelled rows', () => {
    const known = rows.flatMap((row, i) => (scene.truth[i]! < 0 ? [] : [{ row, person: scene.truth[i]! }]));
    const match = learnMatches(context, {
      rows: encode(known.map(({ row }) => row)),
      person: Uint32Array.from(known, ({ person }) => person),
    });

    for (const field of fields) {
      match[field].forEach((rate, level) =>
        expect(rate).toBeCloseTo(oracle.labelledMatch[field][level]!, 10),
      );
    }
  });

  it('comes by expectation–maximisation to the same share and rates, in as many rounds', () => {
    const { match, matchShare, rounds } = expectMaximise(context, encodedRows, true);

    expect(rounds).toBe(oracle.em.rounds);
    expect(matchShare).toBeCloseTo(oracle.em.matchShare, 9);
    for (const field of fields) {
      match[field].forEach((rate, level) => expect(rate).toBeCloseTo(oracle.em.match[field][level]!, 9));
    }
  });
});
