/**
 * Domain values on the wire: the same values with their members' names in snake_case.
 */

type SnakeName<Name> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeName<Tail>}`
  : Name;

/** A value as it is written on the wire. */
export type Wire<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : { -readonly [Name in keyof T as SnakeName<Name>]: Wire<T[Name]> };

/** Renames members, in values inside values too. */
export function wire<T>(value: T): Wire<T> {
  return renamed(value) as Wire<T>;
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [snake(name), renamed(own)]));
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
