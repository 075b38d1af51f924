/**
 * The further studies a config asks for.
 */
import {
  compareTrigger,
  listSteps,
  readTruth,
  truthLabels,
  type CountyStudies,
  type JudgedLabel,
  type ListStudy,
} from '../../../eval/index.ts';
import type { Progress } from '../../../src/core/progress.ts';
import type { DaySource } from '../days.ts';
import type { HiddenTruth } from '../judge.ts';
import type { TrainedCounty } from '../train.ts';
import { ageingStudy } from './ageing.ts';
import { departmentStudy } from './departments.ts';
import { lateStudy } from './late.ts';
import { silentStudy, type SilentResult } from './silent.ts';
import { tieBreaks } from './ties.ts';

/** What was studied, and the list of the silent. */
export interface StudyResults {
  readonly studies: CountyStudies;
  readonly silentList: SilentResult['list'];
}

/** Makes the studies, one after another. */
export async function runStudies(
  source: DaySource,
  trained: TrainedCounty,
  hidden: HiddenTruth | null,
  progress: Progress,
): Promise<StudyResults> {
  const asked = new Set(source.config.studies);
  const { split } = trained.splits.at(-1)!;
  const from = trained.judged.asOf.reduce((first, day) => (day < first ? day : first));
  const truth = hidden && (await readTruth(hidden, from));
  const labels = truth ? truthLabels(truth, trained.judged, source.config.label.horizon_months) : [];
  const silent = asked.has('silent')
    ? await silentStudy(
        source,
        {
          split,
          p: lastScores(trained, trained.champion),
          dealings: lastScores(trained, 'last_status'),
          truth,
        },
        progress,
      )
    : null;
  const asOf = split.test.at(-1)!;
  return {
    studies: {
      lists: listStudy(source, trained, labels),
      silent: silent?.study ?? null,
      departments: asked.has('departments') ? await departmentStudy(source, split, progress) : null,
      late: asked.has('late_data') ? await lateStudy(source, { stack: trained.stack, asOf }, progress) : null,
      ageing: asked.has('ageing') ? await ageingStudy(source, trained, progress) : null,
    },
    silentList: silent?.list ?? [],
  };
}

/** A ranking's scores of the last split's test rows. */
function lastScores({ splits }: TrainedCounty, ranking: string): Float64Array {
  return splits.at(-1)!.record.scores.find(({ id }) => id === ranking)!.p;
}

function listStudy(
  { config }: DaySource,
  { judged, labels }: TrainedCounty,
  truth: readonly JudgedLabel[],
): ListStudy {
  const tieBreak = tieBreaks(judged.households);
  const [own] = judged.candidates;
  const fired = judged.candidates.find(({ id }) => id === 'single_trigger');
  const scores = { p: own!.p, tieBreak };
  return {
    share: config.capacity,
    steps: listSteps(judged, scores, config.capacity),
    trigger: [labels[0]!, ...truth].map((label) =>
      compareTrigger(judged, label, { ...scores, fired: fired!.p }),
    ),
  };
}
