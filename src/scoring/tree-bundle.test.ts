import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explainHazard, predictHazard } from '../../models/boosting/hazard-model.ts';
import { fitHazard } from '../../models/boosting/hazard.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { explainRegression, fitRegression, predictRegression } from '../../models/boosting/regression.ts';
import { learnableSample } from '../../models/test-support.ts';
import { seededRng } from '../core/rng.ts';
import { readTreeModel, writeTreeModel, type TreeModel } from './tree-bundle.ts';

const parent = mkdtempSync(join(tmpdir(), 'jiuzhu-trees-'));
afterAll(() => rmSync(parent, { recursive: true }));

const { X, y } = learnableSample(300, 'bundle');
const options = { ...boostingDefaults, rounds: 10, categorical: ['code'] };
const months = Float64Array.from(y, (_, i) => [3, 6, 12][i % 3]!);
const hazard = fitHazard(X, { months, happened: y }, [3, 6, 12], options, seededRng(1));
const amounts = Float64Array.from(y, (label, i) => label + i / 100);
const loss = { kind: 'quantile', share: 0.8 } as const;
const regression = fitRegression(X, amounts, { ...options, loss }, seededRng(1));

async function published(model: TreeModel): Promise<string> {
  const { folder } = await writeTreeModel({ parent, name: model.family }, model, { seed: '1' });
  return folder;
}

describe('a bundle of trees', () => {
  it('of hazards predicts and explains with the same bits', async () => {
    const { model, manifest } = await readTreeModel(await published(hazard));

    expect(manifest.facts).toEqual({ seed: '1' });
    if (model.family !== 'gbdt-hazard') throw new Error(model.family);
    expect(predictHazard(model, X)).toEqual(predictHazard(hazard, X));
    expect(explainHazard(model, X, 2)).toEqual(explainHazard(hazard, X, 2));
  });

  it('of amounts predicts and explains with the same bits', async () => {
    const { model } = await readTreeModel(await published(regression));

    if (model.family !== 'gbdt-regression') throw new Error(model.family);
    expect(model.loss).toEqual(loss);
    expect(predictRegression(model, X)).toEqual(predictRegression(regression, X));
    expect(explainRegression(model, X)).toEqual(explainRegression(regression, X));
  });

  it.each<[string, TreeModel]>([
    ['horizons that fall', { ...hazard, horizons: [3, 12, 6] }],
    ['no horizon', { ...hazard, horizons: [] }],
    ['fewer features than its trees name', { ...hazard, features: X.names.slice(0, 3) }],
    ['more features than its trees know', { ...hazard, features: [...X.names, 'more'] }],
    ['a share that is none', { ...regression, loss: { kind: 'quantile', share: 1 } }],
    ['splits on columns it has not', { ...regression, features: X.names.slice(0, 1) }],
  ])('with %s is refused', async (_, model) => {
    await expect(readTreeModel(await published(model))).rejects.toMatchObject({ code: 'JZ_MODEL_INVALID' });
  });
});
