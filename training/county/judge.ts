/**
 * Judges a finished training: against the ledger's outcomes and, for a synthetic county, against the hidden truth.
 */
import {
  measureLabelBy,
  readTruth,
  refuseOtherCounty,
  startMeasureCrew,
  truthLabels,
  UNKNOWN,
  type Candidate,
  type CountyTruth,
  type JudgedLabel,
  type JudgedRows,
  type LabelMeasures,
  type TruthSource,
} from '../../eval/index.ts';
import { monthOf, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import type { Progress } from '../../src/core/progress.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { CountyConfig } from './config.ts';
import type { TrainedCounty } from './train.ts';

/** A synthetic county's truth and, if it can tell, its own chance of a fall by household number. */
export interface HiddenTruth extends TruthSource {
  /** What the generator itself expects, by its number of the household; null for a horizon it does not know. */
  readonly hazard?: (asOf: IsoDate, horizonMonths: number) => ReadonlyMap<number, Expectation> | null;
}

/** A household lived again by the generator. */
export interface Expectation {
  /** Not in need on the as-of date. */
  readonly isAtRisk: boolean;
  /** Chance that it is in need in some month within the horizon. */
  readonly chance: number;
}

/** Shares of households that can be visited. */
export const SHARES: readonly number[] = [0.01, 0.05, 0.1];

/** Every measure of a training. */
export async function judgeCounty(
  { judged, labels }: Pick<TrainedCounty, 'judged' | 'labels'>,
  config: CountyConfig,
  hidden: HiddenTruth | null,
  progress: Progress,
): Promise<LabelMeasures[]> {
  const all = hidden === null ? [...labels] : [...labels, ...(await hiddenLabels(judged, config, hidden))];
  const options = { shares: SHARES, draws: config.draws, rng: seededRng(`${config.seed}/judge`) };
  const measured: LabelMeasures[] = [];
  const crew = startMeasureCrew(judged.households.length);
  try {
    for (const [i, label] of all.entries()) {
      progress('评估 / evaluating', i, all.length);
      const measures = await measureLabelBy(crew, judged, label, options);
      if (measures) measured.push(measures);
      await new Promise(setImmediate);
    }
  } finally {
    await crew.close();
  }
  progress('评估 / evaluating', all.length, all.length);
  return measured;
}

async function hiddenLabels(
  judged: JudgedRows,
  config: CountyConfig,
  hidden: HiddenTruth,
): Promise<JudgedLabel[]> {
  const horizon = config.label.horizon_months;
  const asOf = judged.asOf.reduce((first, day) => (day < first ? day : first));
  const truth = await readTruth(hidden, asOf);
  const [falls, needs] = truthLabels(truth, judged, horizon);
  if (!falls || !needs) return [];
  refuseOtherCounty(hidden.folder, needs);
  const chances = hidden.hazard?.(asOf, horizon) ?? null;
  return chances === null
    ? [falls, needs]
    : [falls, needs, withHazard({ judged, truth, falls, asOf, chances, folder: hidden.folder })];
}

interface HazardParts {
  readonly judged: JudgedRows;
  readonly truth: CountyTruth;
  readonly falls: JudgedLabel;
  readonly asOf: IsoDate;
  readonly chances: ReadonlyMap<number, Expectation>;
  readonly folder: string;
}

/** The true falls after one date, with the generator's own chances beside every other ranking. */
function withHazard(parts: HazardParts): JudgedLabel {
  const { judged, truth, falls, asOf, chances } = parts;
  refuseOtherVersion(parts);
  const p = Float64Array.from(
    judged.households,
    (id) => chances.get(truth.numberOf.get(id) ?? -1)?.chance ?? Number.NaN,
  );
  const isThen = (one: number, i: number): boolean => judged.asOf[i] === asOf && one !== UNKNOWN;
  const y = falls.y.map((one, i) => (isThen(one, i) && !Number.isNaN(p[i]!) ? one : UNKNOWN));
  const [all, lived] = [falls.y.filter(isThen).length, y.filter((one) => one !== UNKNOWN).length];
  const sample = {
    zh: lived < all ? `（随机抽取 ${all} 户中的 ${lived} 户）` : '',
    en: lived < all ? `; ${lived} of ${all} households, drawn at random` : '',
  };
  const hazard: Candidate = {
    id: 'generator_hazard',
    title: {
      zh: '生成器自身的风险（任何模型的上限）',
      en: 'the generator’s own hazard: the best any model could do',
    },
    kind: 'peer',
    is_probability: true,
    p,
  };
  return {
    id: 'true_fall_beside_hazard',
    title: {
      zh: `真实：${asOf} 之后落入困难，与生成器自身风险并列${sample.zh}`,
      en: `truth: falls after ${asOf}, beside the generator’s own hazard${sample.en}`,
    },
    y,
    on: falls.on,
    also: [hazard],
  };
}

/** Another version of the generator lives other lives: its hazard says nothing of this county. */
function refuseOtherVersion({ judged, truth, asOf, chances, folder }: HazardParts): void {
  let [known, other] = [0, 0];
  for (const [i, id] of judged.households.entries()) {
    const need = judged.asOf[i] === asOf ? truth.needIn(id, monthOf(asOf)) : undefined;
    const lived = chances.get(truth.numberOf.get(id) ?? -1);
    if (need === undefined || !lived) continue;
    known++;
    if (lived.isAtRisk === need) other++;
  }
  if (known > 0 && other <= known / 1000) return;
  const problem = `lived again, ${other} of ${known} households differ: another version of the generator made it`;
  throw new JzError('JZ_TRUTH_MISMATCH', { path: folder, problem });
}
