import type { DuckDBValue } from '@duckdb/node-api';

/** Collects values to bind while a statement is put together. */
export interface Binder {
  /** Keeps a value and gives the `$name` that stands for it. */
  bind(value: DuckDBValue): string;
  readonly values: Record<string, DuckDBValue>;
}

/** An empty binder. */
export function binder(): Binder {
  const values: Record<string, DuckDBValue> = {};
  let count = 0;
  return {
    values,
    bind: (value) => {
      const name = `v${count++}`;
      values[name] = value;
      return `$${name}`;
    },
  };
}
