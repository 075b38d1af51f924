/**
 * What every family promises (src/core/model.ts), held by one suite. It stands here and not in models/ because the
 * stack is made by training, and nothing below training may import it.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateBinary } from '../../eval/index.ts';
import { allRows } from '../../models/check.ts';
import { forestDefaults } from '../../models/forest/fit.ts';
import { forest } from '../../models/forest/model.ts';
import { slowForest } from '../../models/forest/reference.ts';
import type { FittedModel } from '../../src/core/model.ts';
import { seededRng } from '../../src/core/rng.ts';
import { regressionSubjects } from './testing/amount-families.ts';
import { coding } from './testing/clauses/coding.ts';
import { explaining } from './testing/clauses/explaining.ts';
import { fitting } from './testing/clauses/fitting.ts';
import { predicting } from './testing/clauses/predicting.ts';
import { promising } from './testing/clauses/promising.ts';
import { refusing } from './testing/clauses/refusing.ts';
import { saving } from './testing/clauses/saving.ts';
import { weighing } from './testing/clauses/weighing.ts';
import { hazardSubject, sequenceSubject } from './testing/hazard-families.ts';
import {
  forestSubject,
  gbdtSubject,
  scorecardSubject,
  slowForestSubject,
  stackSubject,
} from './testing/label-families.ts';
import { labels } from './testing/matrices.ts';
import type { Subject } from './testing/subject.ts';

contract(gbdtSubject);
contract(forestSubject);
contract(scorecardSubject);
contract(slowForestSubject);
contract(stackSubject);
for (const subject of regressionSubjects) contract(subject);
contract(hazardSubject);
contract(sequenceSubject);

function contract<Data, Fitted extends FittedModel>(subject: Subject<Data, Fitted>): void {
  describe(`${subject.name} keeps the contract`, () => {
    let fitted: Fitted;
    beforeAll(async () => {
      fitted = await subject.fit(subject.material.train, 'seed');
    });

    fitting(subject);
    refusing(subject);
    weighing(subject);
    promising(subject);
    coding(subject);
    predicting(subject, () => fitted);
    explaining(subject, () => fitted);
    saving(subject, () => fitted);
  });
}

describe('our forest beside ml-random-forest', () => {
  it('ranks unseen rows at least as well when both learn from the same 300 rows', () => {
    const { X, y } = labels.take(labels.train, allRows(300));
    const { later } = labels;
    const ours = forest.fit(X, y, { ...forestDefaults, trees: 25 }, seededRng('ours'));
    const theirs = slowForest.fit(X, y, { trees: 25, maxRows: 300, maxDepth: 10 }, seededRng('theirs'));
    const measure = (p: Float64Array) => evaluateBinary(later.y, p, { shares: [] });

    const our = measure(forest.predict(ours, later.X));
    const their = measure(slowForest.predict(theirs, later.X));

    expect(our.auc).toBeGreaterThanOrEqual(their.auc!);
    expect(our.brier).toBeLessThanOrEqual(their.brier);
  });
});
