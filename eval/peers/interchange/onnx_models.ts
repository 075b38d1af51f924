/**
 * Models for the onnxruntime oracle: `npx tsx eval/peers/interchange/onnx_models.ts > models.json`, then
 * `python eval/peers/interchange/onnx_oracle.py models.json > models/interchange/onnx/oracles/onnxruntime.json` and
 * `npx tsx eval/peers/interchange/onnx_node_oracle.ts FOLDER models.json > models/interchange/onnx/oracles/onnxruntime-node.json`.
 */
import { gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { fitCalibrator } from '../../../models/calibration/calibrator.ts';
import { forestDefaults } from '../../../models/forest/fit.ts';
import { forest } from '../../../models/forest/model.ts';
import { writeOnnx } from '../../../models/interchange/onnx/write.ts';
import { scorecardDefaults } from '../../../models/scorecard/fit.ts';
import { scorecard } from '../../../models/scorecard/model.ts';
import { stackLogOdds, type Stack } from '../../../models/stack/model.ts';
import { learnableSample } from '../../../models/test-support.ts';
import { seededRng } from '../../../src/core/rng.ts';

const { X, y } = learnableSample(400, 'oracle');
const later = learnableSample(300, 'later');
const members = [
  gbdt.fit(X, y, { ...boostingDefaults, rounds: 8 }, seededRng(1)),
  forest.fit(X, y, { ...forestDefaults, trees: 4 }, seededRng(2)),
  scorecard.fit(X, y, scorecardDefaults, seededRng(3)),
].map((model, m) => ({ weight: 0.5 + m / 4, model }));
const stack: Stack = { family: 'stack', format: 1, features: X.names, intercept: -0.25, members };
const z = stackLogOdds(stack, later.X);
const rows = Array.from({ length: 60 }, (_, i) =>
  later.X.columns.map((column) => (Number.isNaN(column[i]) ? null : column[i])),
);
const coded = gbdt.fit(X, y, { ...boostingDefaults, rounds: 8, categorical: ['code'] }, seededRng(4));
const codes: Stack = { ...stack, members: [{ weight: 1, model: coded }] };
const files = (['identity', 'platt', 'beta', 'isotonic'] as const).map((kind) => ({
  model: Buffer.from(writeOnnx(stack, fitCalibrator(kind, z, later.y))).toString('base64'),
  calibrator: kind,
  rows,
}));
const ofCodes = {
  ...{ model: Buffer.from(writeOnnx(codes)).toString('base64'), calibrator: 'identity' },
  rows: [...rows, ...[0, 5, 77, -1, 2.5].map((code) => rows[0]!.map((cell, j) => (j === 1 ? code : cell)))],
};
process.stdout.write(JSON.stringify([...files, ofCodes]));
