/**
 * The shipped lists of names and places, checked.
 */
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { readText } from '../../io/files.ts';

const cohorts = z.array(z.strictObject({ until: z.int(), characters: z.string().min(20) })).min(1);
const nameLists = z.strictObject({
  names: z.literal(1),
  verified: z.boolean(),
  surnames: z.record(z.string(), z.int().positive()),
  one_character: z.array(z.strictObject({ until: z.int(), share: z.number().min(0).max(1) })).min(1),
  male: cohorts,
  female: cohorts,
});
const words = z.array(z.string().min(1)).min(1);
const placeLists = z.strictObject({
  places: z.literal(1),
  county: z.string(),
  townships: words,
  village_first: words,
  village_second: words,
  streets: words,
});

/** Frequency lists of names. */
export type NameLists = z.infer<typeof nameLists>;
/** Invented places. */
export type PlaceLists = z.infer<typeof placeLists>;

/** Reads the shipped lists. */
export async function loadLists(): Promise<{ names: NameLists; places: PlaceLists }> {
  const file = (name: string): Promise<string> => readText(join(import.meta.dirname, name));
  return {
    names: nameLists.parse(parse(await file('names.yaml'))),
    places: placeLists.parse(parse(await file('places.yaml'))),
  };
}
