/**
 * Writes the small county that features/oracles/county holds: every table of a ledger as one Parquet file.
 *
 *   jiuzhu generate --households 150 --months 24 --seed 4 --format csv --out COUNTY
 *   jiuzhu ingest COUNTY --lake LAKE
 *   node --import tsx eval/peers/features/county_ledger.ts LAKE
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sqlIdentifier, sqlLiteral } from '../../../src/io/duckdb.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';

const target = join(import.meta.dirname, '../../../features/oracles/county');
const ledger = await openLedger(process.argv[2] ?? '', { threads: 1 });
await mkdir(target, { recursive: true });
for (const { name, columns } of ledger.tables) {
  if ((ledger.rows[name] ?? 0) === 0) continue;
  const file = join(target, `${name}.parquet`);
  const ownColumns = [...columns.map((column) => sqlIdentifier(column.name)), 'superseded_at'].join(', ');
  await ledger.db.run(
    `COPY (SELECT ${ownColumns} FROM ${sqlIdentifier(name)} ORDER BY occurred_on, source_file, source_row, recorded_at)
     TO ${sqlLiteral(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}
ledger.close();
