/**
 * A stack, and its calibrator when it has one, as an ONNX file.
 *
 * Input `X [rows × features]`, doubles in the order of `features`, NaN for missing; outputs `log_odds` and
 * `probability`, `[rows × 1]`. Everything is a TreeEnsemble or arithmetic on doubles. The metadata hold the features'
 * names and the covers of leaves, which attributions need and ONNX has no word for.
 */
import { JzError } from '../../../src/core/errors/index.ts';
import type { Calibrator } from '../../calibration/calibrator.ts';
import type { Scorecard } from '../../scorecard/fit.ts';
import type { SingleModel, Stack } from '../../stack/model.ts';
import type { TreeEnsemble } from '../../tree/ensemble.ts';
import { withoutSets } from '../without-sets.ts';
import { drawTrees, keys, SHARES, type Drawing } from './drawing.ts';
import { encodeGraph } from './graph.ts';
import { writeCalibrator } from './write-calibrator.ts';
import { stepTrees } from './steps.ts';

/**
 * An ONNX file that scores as `stack` does and gives probabilities as `calibrator` does.
 *
 * @throws JZ_MODEL_UNSUPPORTED for a hazard over several horizons
 */
export function writeOnnx(stack: Stack, calibrator: Calibrator = { kind: 'identity' }): Uint8Array {
  const drawing: Drawing = {
    nodes: [],
    constants: new Map(),
    metadata: new Map([[keys.features, JSON.stringify(stack.features)]]),
  };
  const parts = stack.members.map(({ weight, model }, m) => {
    drawMember(drawing, model, `member_${m}`);
    drawing.constants.set(`weight_${m}`, weight);
    drawing.nodes.push({ op: 'Mul', inputs: [`member_${m}`, `weight_${m}`], output: `weighted_${m}` });
    return `weighted_${m}`;
  });
  drawing.constants.set('intercept', stack.intercept);
  drawing.nodes.push({ op: 'Sum', inputs: [...parts, 'intercept'], output: 'log_odds' });
  writeCalibrator(drawing, calibrator);
  return encodeGraph({ ...drawing, width: stack.features.length, outputs: ['log_odds', 'probability'] });
}

function drawMember(drawing: Drawing, model: SingleModel, output: string): void {
  const sum = `${output}_trees`;
  switch (model.family) {
    case 'gbdt':
      drawTrees(drawing, withoutSets(model.trees, model.features.length), 'X', sum);
      drawShifted(drawing, { sum, by: model.base, output });
      break;
    case 'scorecard':
      drawTrees(drawing, scorecardTrees(model), 'X', sum);
      drawShifted(drawing, { sum, by: model.intercept, output });
      break;
    case 'forest':
      drawTrees(drawing, withoutSets(model.trees, model.features.length), 'X', sum);
      drawLogit(drawing, sum, output);
      break;
    case 'gbdt-hazard':
      throw new JzError('JZ_MODEL_UNSUPPORTED', { file: '(ONNX)', problem: model.family });
  }
}

function drawShifted(
  drawing: Drawing,
  { sum, by, output }: { sum: string; by: number; output: string },
): void {
  drawing.constants.set(`${output}_base`, by);
  drawing.nodes.push({ op: 'Add', inputs: [sum, `${output}_base`], output });
}

function drawLogit({ nodes, constants }: Drawing, share: string, output: string): void {
  constants.set(`${output}_low`, SHARES.low).set(`${output}_high`, SHARES.high).set(`${output}_one`, 1);
  const [held, rest, odds] = [`${output}_held`, `${output}_rest`, `${output}_odds`];
  nodes.push(
    { op: 'Max', inputs: [share, `${output}_low`], output: `${output}_raised` },
    { op: 'Min', inputs: [`${output}_raised`, `${output}_high`], output: held },
    { op: 'Sub', inputs: [`${output}_one`, held], output: rest },
    { op: 'Div', inputs: [held, rest], output: odds },
    { op: 'Log', inputs: [odds], output },
  );
}

/** One tree a column. */
function scorecardTrees({ features, bins, coefficients }: Scorecard): TreeEnsemble {
  const steps = bins.map(({ cuts, evidence, counts }, feature) => ({
    feature,
    cuts,
    values: evidence.map((value) => value * coefficients[feature]!),
    // A bin nobody was in still needs a cover.
    covers: counts.map((count) => Math.max(count, 1e-9)),
  }));
  return stepTrees(steps, features.length);
}
