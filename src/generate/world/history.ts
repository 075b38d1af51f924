/**
 * Turns a recorder's rows into the history handed out.
 */
import type { Recorder } from './recorder.ts';
import type { ChunkHistory } from './types.ts';

type Numbers = Int32Array | Uint8Array | Float64Array;

/** The history of a chunk; large kinds become columns. */
export function historyOf(chunk: number, rec: Recorder): ChunkHistory {
  return {
    ...rec,
    chunk,
    claims: {
      ...counted(rec.claims),
      ...ints(rec.claims, [
        'person',
        'day',
        'totalFen',
        'inScopeFen',
        'basicFen',
        'seriousFen',
        'aidFen',
        'selfPaidFen',
        'outOfScopeFen',
      ]),
      ...bytes(rec.claims, ['scheme', 'kind', 'diagnosis', 'level']),
    },
    contributions: {
      ...counted(rec.contributions),
      ...ints(rec.contributions, ['person', 'month', 'baseFen']),
      ...bytes(rec.contributions, ['scheme', 'state']),
    },
    pensions: kindAmount(rec.pensions),
    taxed: kindAmount(rec.taxed),
    power: {
      ...counted(rec.power),
      ...ints(rec.power, ['household', 'month', 'kwh', 'chargeFen']),
      ...bytes(rec.power, ['arrears']),
    },
    water: {
      ...counted(rec.water),
      ...ints(rec.water, ['household', 'month', 'cubicMetres', 'chargeFen']),
      ...bytes(rec.water, ['arrears']),
    },
    truth: {
      ...counted(rec.truth),
      ...ints(rec.truth, [
        'household',
        'month',
        'incomeFen',
        'aidFen',
        'rigidFen',
        'levelFen',
        'standardFen',
        'dibianFen',
      ]),
      ...bytes(rec.truth, ['size', 'need', 'nearNeed', 'falls', 'cause', 'silent', 'status']),
      financialAssetsFen: filled(rec.truth, 'financialAssetsFen', new Float64Array(rec.truth.length)),
    },
  };
}

function kindAmount(rows: Recorder['pensions']): ChunkHistory['pensions'] {
  return { ...counted(rows), ...ints(rows, ['person', 'month', 'amountFen']), ...bytes(rows, ['kind']) };
}

function counted(rows: readonly unknown[]): { readonly count: number } {
  return { count: rows.length };
}

type Row<K extends string> = Readonly<Record<K, number>>;

function ints<K extends string>(rows: readonly Row<K>[], keys: readonly K[]): Record<K, Int32Array> {
  return columns(rows, keys, () => new Int32Array(rows.length));
}

function bytes<K extends string>(rows: readonly Row<K>[], keys: readonly K[]): Record<K, Uint8Array> {
  return columns(rows, keys, () => new Uint8Array(rows.length));
}

function columns<K extends string, C extends Numbers>(
  rows: readonly Row<K>[],
  keys: readonly K[],
  make: () => C,
): Record<K, C> {
  return Object.fromEntries(keys.map((key) => [key, filled(rows, key, make())])) as Record<K, C>;
}

function filled<K extends string, C extends Numbers>(rows: readonly Row<K>[], key: K, column: C): C {
  let i = 0;
  for (const row of rows) column[i++] = row[key];
  return column;
}
