import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { loadDirtPlan } from '../dirt/config.ts';
import { datasetName, type DatasetForm } from './dataset.ts';
import { datasets } from './index.ts';

const shipped = join(import.meta.dirname, '..', '..', '..', 'data-samples', 'departments');
const source = z.looseObject({
  files: z.union([z.string(), z.array(z.string())]),
  columns: z.record(z.string(), z.unknown()),
});
const sources = readdirSync(shipped)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => {
    const { sources } = z
      .looseObject({ sources: z.array(source) })
      .parse(parse(readFileSync(join(shipped, name), 'utf8')));
    return sources;
  });

function claiming(form: DatasetForm, file: string): typeof sources {
  const claims = (pattern: string): boolean =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(
      `${datasetName(form)}-${file}`,
    );
  return sources.filter(({ files }) => [files].flat().some(claims));
}

describe('the departments’ forms', () => {
  it('are 30, each with its own name and delay', async () => {
    const names = datasets.map(({ form }) => datasetName(form));
    const { delays } = await loadDirtPlan(1);

    expect(new Set(names).size).toBe(30);
    expect(Object.keys(delays).sort()).toEqual([...names].sort());
  });

  it.each(datasets.map(({ form }) => [datasetName(form), form] as const))(
    '%s has the columns its shipped mapping reads, in whatever ending',
    (_, form) => {
      const titles = form.columns.map(([title]) => title);
      for (const file of ['2022.csv', '202203.csv.gz', '2022-resend-20230301.xlsx', '202203.parquet']) {
        const [claim, ...others] = claiming(form, file);
        expect(others).toEqual([]);
        expect(titles).toEqual(expect.arrayContaining(Object.keys(claim?.columns ?? { '(no mapping)': 0 })));
      }
    },
  );
});
