import type { PanelModelWords } from '../zh/panel-model.ts';

/** Words of the panel's model page, in English. */
export const panelModelEn: PanelModelWords = {
  modelTitle: 'The model',
  modelSubtitle: 'What is in use, what it learned from, and how it did on quarters it had never seen',
  modelFamily: 'Family',
  modelPredicts: 'Predicts',
  modelTrained: 'Trained',
  modelCalibrated: 'Calibrated',
  modelTested: 'Tested',
  modelDates: 'Order in time',
  modelDatesHint:
    'It learns first, is calibrated on later data, and is tested on still later quarters it never saw.',
  modelMetrics: 'Out-of-time results',
  modelMetricsHint: 'Computed on the test quarters, which the model never saw.',
  modelMetric: 'Metric',
  modelValue: 'Value',
  modelMetricMeaning: 'Meaning',
  modelBands: 'How bands are cut',
  modelBandFrom: (p) => `probability ≥ ${p}`,
  modelBandBelow: (p) => `probability < ${p}`,
  modelFeatures: (count) => `The ${count} facts it uses`,
  modelFeatureName: 'Name',
  modelFeatureUnit: 'Unit',
  modelFeatureCode: 'Code',
  modelFeatureFilter: 'Find a name or code',
  modelReport: 'Open the full evaluation report',
  modelReportNone: 'No evaluation report came with these data.',
  modelLimit:
    'Results hold for the data they were computed on. The sample, Argentina’s household survey (EPH, open data of INDEC), is not Chinese data: it tests ranking, calibration and the pipeline, and says nothing of Chinese standards.',
  metrics: {
    auc: {
      name: 'AUC',
      meaning:
        'Chance that a household with the outcome ranks above one without; 0.5 is guessing, 1 is perfect.',
    },
    averagePrecision: {
      name: 'Average precision',
      meaning: 'Mean hit rate going down the list; guessing gives the base rate.',
    },
    brier: {
      name: 'Brier score',
      meaning: 'Mean squared gap between probability and outcome; smaller is better.',
    },
    logLoss: { name: 'Log loss', meaning: 'Penalty for confident mistakes; smaller is better.' },
    ece: {
      name: 'Calibration error (ECE)',
      meaning: 'Mean gap between stated probability and observed frequency; smaller is better.',
    },
    calibrationSlope: {
      name: 'Calibration slope',
      meaning: '1 is right; below 1 the probabilities are too extreme.',
    },
    precisionTop10: {
      name: 'Precision in the top 10 %',
      meaning: 'Share of the top 10 % of the list that had the outcome.',
    },
    recallTop10: {
      name: 'Recall in the top 10 %',
      meaning: 'Share of all outcomes found in the top 10 % of the list.',
    },
    liftTop10: {
      name: 'Lift in the top 10 %',
      meaning: 'Hit rate of the top 10 % as a multiple of visiting at random.',
    },
    baseRate: { name: 'Base rate', meaning: 'Share of test households that had the outcome.' },
    rows: { name: 'Test households', meaning: 'Households in the test.' },
  },

  units: {
    flag: 'yes / no',
    code: 'code',
    ratio: 'ratio',
    ratio_per_month: 'ratio a month',
    count: 'count',
    members: 'members',
    rooms: 'rooms',
    members_per_room: 'members a room',
    fen: '1/100 of the currency',
    log: 'logarithm',
    share: 'share',
  },
};
