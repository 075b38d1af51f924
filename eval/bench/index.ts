/**
 * `npm run bench`: runs the benchmarks named, or all; `--list` names them, `--large` takes more rows, `--rounds N` grows
 * other numbers of trees where trees are grown. Prints one JSON object a line.
 */
import { parseArgs } from 'node:util';
import { apiHouseholdBench, apiScoreBench } from './api.ts';
import { aucBench } from './auc.ts';
import type { Bench } from './bench.ts';
import { driftBench } from './drift.ts';
import { featuresReadBench } from './features-read.ts';
import { featuresBench } from './features.ts';
import { generateBench } from './generate.ts';
import { ingestBench } from './ingest.ts';
import { linkingBench } from './linking.ts';
import { treeShapBench } from './models/boosting.ts';
import { gbdtTrainBench } from './models/gbdt-train.ts';
import { forestTrainBench } from './models/forest.ts';
import { gbdtQualityBench } from './models/quality.ts';
import { inferenceBench } from './models/inference.ts';
import { onnxBench } from './models/onnx.ts';
import { scoreRowsBench } from './models/score-rows.ts';
import { metricsBench } from './metrics.ts';
import { policyOpenFiscaBench } from './policy-openfisca.ts';
import { recommendBench, whatifBench } from './recommend.ts';
import { policyBench, policyTraceBench } from './policy.ts';
import { vaultBench } from './vault.ts';

/** Every benchmark. */
const benches: readonly Bench[] = [
  aucBench,
  metricsBench,
  gbdtTrainBench,
  gbdtQualityBench,
  forestTrainBench,
  treeShapBench,
  inferenceBench,
  onnxBench,
  scoreRowsBench,
  policyBench,
  policyTraceBench,
  policyOpenFiscaBench,
  recommendBench,
  whatifBench,
  featuresBench,
  featuresReadBench,
  generateBench,
  ingestBench,
  linkingBench,
  vaultBench,
  driftBench,
  apiScoreBench,
  apiHouseholdBench,
];

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { list: { type: 'boolean' }, large: { type: 'boolean' }, rounds: { type: 'string' } },
  });
  if (values.list) {
    for (const { name, title } of benches) write({ name, title });
    return 0;
  }
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) return refuse(`没有这项基准 / no such benchmark: ${unknown.join(', ')}; --list`);
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
    return refuse(`--rounds ${values.rounds}: 正整数 / a whole number above 0`);
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stderr.write(`[bench] ${bench.name}: ${bench.title}\n`);
    write(await bench.run({ large: values.large ?? false, rounds }));
  }
  return 0;
}

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 2;
}

function write(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

process.exitCode = await main(process.argv.slice(2));
