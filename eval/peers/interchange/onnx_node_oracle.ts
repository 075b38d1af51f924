/**
 * Oracle for models/interchange/onnx: what onnxruntime-node computes from files that jiuzhu wrote. The package takes
 * 290 MB, so it is no dependency: `npm install --ignore-scripts onnxruntime-node` in a FOLDER of its own, then
 * `npx tsx eval/peers/interchange/onnx_node_oracle.ts FOLDER models.json > models/interchange/onnx/oracles/onnxruntime-node.json`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Given {
  readonly model: string;
  readonly calibrator: string;
  readonly rows: readonly (readonly (number | null)[])[];
}

interface Tensor {
  readonly data: Float64Array;
}

interface OnnxRuntime {
  readonly Tensor: new (type: 'float64', data: Float64Array, sizes: readonly number[]) => Tensor;
  readonly InferenceSession: {
    create(bytes: Uint8Array): Promise<{ run(inputs: object): Promise<Readonly<Record<string, Tensor>>> }>;
  };
  readonly env: { readonly versions: { readonly node?: string } };
}

const [folder, file] = process.argv.slice(2) as [string, string];
const onnxruntime = createRequire(join(folder, 'package.json'))('onnxruntime-node') as OnnxRuntime;

async function scored({ model, calibrator, rows }: Given): Promise<object> {
  const session = await onnxruntime.InferenceSession.create(Buffer.from(model, 'base64'));
  const values = Float64Array.from(rows.flatMap((row) => row.map((cell) => cell ?? Number.NaN)));
  const X = new onnxruntime.Tensor('float64', values, [rows.length, rows[0]!.length]);
  const { log_odds: logOdds, probability } = await session.run({ X });
  const found = { calibrator, logOdds: [...logOdds!.data], probability: [...probability!.data] };
  return { model, rows, cases: [found] };
}

async function main(): Promise<void> {
  const given = JSON.parse(readFileSync(file, 'utf8')) as readonly Given[];
  const files: object[] = [];
  for (const one of given) files.push(await scored(one));
  const versions = { node: process.versions.node, 'onnxruntime-node': onnxruntime.env.versions.node };
  process.stdout.write(
    `${JSON.stringify({ generator: 'eval/peers/interchange/onnx_node_oracle.ts', versions, files })}\n`,
  );
}

void main();
