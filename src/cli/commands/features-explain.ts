import { explainValue, type ExplainedValue } from '../../../features/county/explain.ts';
import type { IsoDate } from '../../core/dates.ts';
import type { DuckDb } from '../../io/duckdb.ts';

/** What to explain. */
interface ExplainRequest {
  readonly db: DuckDb;
  readonly household: string;
  readonly feature: string;
  readonly asOf: IsoDate;
  readonly region?: string;
}

/** The value of one feature of one household and its rows, as text or JSON. */
export async function explainFeature(request: ExplainRequest, json: boolean): Promise<string> {
  const explained = await explainValue(request.db, request);
  return json ? JSON.stringify(explained) : asText(explained);
}

function asText({ household, asOf, text, from, rows }: ExplainedValue): string {
  const inputs = Object.entries(from).map(([name, value]) => `  ${name} = ${value ?? '—'}`);
  const lines = rows.map((row) => {
    const values = Object.entries(row.values).map(([name, value]) => `${name}=${value}`);
    const place = `${row.sourceDept} ${row.sourceFile}:${row.sourceRow}`;
    return `  ${row.occurredOn}（${row.recordedAt} 知悉 / known） ${row.table} ${values.join(' ')} ← ${place}`;
  });
  return [
    `${household}，截至 / as of ${asOf}`,
    text.zh,
    text.en,
    ...(inputs.length > 0 ? ['由以下特征算得 / computed from', ...inputs] : []),
    `依据 ${rows.length} 行 / rows`,
    ...lines,
  ].join('\n');
}
