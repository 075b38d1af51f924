/**
 * Calibrators as ONNX arithmetic, from `log_odds` to `probability`.
 */
import type { Calibrator } from '../../calibration/calibrator.ts';
import type { IsotonicMap } from '../../calibration/isotonic.ts';
import { drawTrees, type Drawing } from './drawing.ts';
import { stepTrees } from './steps.ts';

/** Draws the calibrator. */
export function writeCalibrator(drawing: Drawing, calibrator: Calibrator): void {
  const { nodes, constants } = drawing;
  const sigmoid = (input: string): number =>
    nodes.push({ op: 'Sigmoid', inputs: [input], output: 'probability' });
  switch (calibrator.kind) {
    case 'identity':
      sigmoid('log_odds');
      break;
    case 'platt':
      constants.set('slope', calibrator.slope).set('shift', calibrator.intercept);
      nodes.push(
        { op: 'Mul', inputs: ['log_odds', 'slope'], output: 'sloped' },
        { op: 'Add', inputs: ['sloped', 'shift'], output: 'calibrated' },
      );
      sigmoid('calibrated');
      break;
    case 'beta':
      drawBeta(drawing, calibrator);
      sigmoid('calibrated');
      break;
    case 'isotonic':
      drawIsotonic(drawing, calibrator.map);
  }
}

/** `a·ln σ(z) − b·ln σ(−z) + c`, with ln σ(z) = −ln(1 + e^−z): |z| of a model is far from where e^|z| overflows. */
function drawBeta({ nodes, constants }: Drawing, { a, b, c }: { a: number; b: number; c: number }): void {
  constants.set('one', 1).set('minus_a', -a).set('b', b).set('c', c);
  nodes.push(
    { op: 'Neg', inputs: ['log_odds'], output: 'minus_z' },
    { op: 'Exp', inputs: ['minus_z'], output: 'exp_minus_z' },
    { op: 'Exp', inputs: ['log_odds'], output: 'exp_z' },
    { op: 'Add', inputs: ['one', 'exp_minus_z'], output: 'above' },
    { op: 'Add', inputs: ['one', 'exp_z'], output: 'below' },
    { op: 'Log', inputs: ['above'], output: 'log_above' },
    { op: 'Log', inputs: ['below'], output: 'log_below' },
    { op: 'Mul', inputs: ['log_above', 'minus_a'], output: 'part_a' },
    { op: 'Mul', inputs: ['log_below', 'b'], output: 'part_b' },
    { op: 'Sum', inputs: ['part_a', 'part_b', 'c'], output: 'calibrated' },
  );
}

/** `value + slope · (z − knot)`, all three steps of z: the knot below, the value there, the slope after it. */
function drawIsotonic(drawing: Drawing, { scores, values }: IsotonicMap): void {
  const n = scores.length;
  const cuts = scores;
  const at = (k: number): number => Math.min(n - 1, Math.max(0, k));
  const draw = (name: string, step: (k: number) => number): void => {
    const steps = Float64Array.from({ length: n + 2 }, (_, k) => (k > n ? 0 : step(k)));
    const column = { feature: 0, cuts, values: steps, covers: new Float64Array(n + 2).fill(1) };
    drawTrees(drawing, stepTrees([column], 1), 'log_odds', name);
  };
  draw('knot', (k) => scores[at(k - 1)]!);
  draw('knot_value', (k) => values[at(k - 1)]!);
  draw('knot_slope', (k) =>
    k === 0 || k === n ? 0 : (values[k]! - values[k - 1]!) / (scores[k]! - scores[k - 1]!),
  );
  drawing.nodes.push(
    { op: 'Sub', inputs: ['log_odds', 'knot'], output: 'past_knot' },
    { op: 'Mul', inputs: ['past_knot', 'knot_slope'], output: 'rise' },
    { op: 'Add', inputs: ['knot_value', 'rise'], output: 'probability' },
  );
}
