/**
 * `npm run bench`: runs the benchmarks named, or all; `--list` names them, `--large` takes more rows. Prints one JSON object a line.
 */
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
  if (args.includes('--list')) {
    for (const { name, title } of benches) write({ name, title });
    return 0;
  }
  const large = args.includes('--large');
  const names = args.filter((name) => name !== '--large');
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`没有这项基准 / no such benchmark: ${unknown.join(', ')}; --list\n`);
    return 2;
  }
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stderr.write(`[bench] ${bench.name}: ${bench.title}\n`);
    write(await bench.run({ large }));
  }
  return 0;
}

function write(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

process.exitCode = await main(process.argv.slice(2));
