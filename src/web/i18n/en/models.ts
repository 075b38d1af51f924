import type { ModelsWords } from '../zh/models.ts';

/** Words of the page models, in English. */
export const modelsEn: ModelsWords = {
  title: 'Models',
  subtitle: 'Which model is in use, who approved it, how well it does, whom it misses',

  who: 'In use, and by whose word',
  champion: 'In use (champion)',
  challenger: 'In shadow (challenger)',
  proposal: 'Waits for a second person',
  nobody: 'none',
  noChampion: (id) =>
    `No model was confirmed by two persons; the list was scored with ${id}. Propose it with jiuzhu model promote; another person adds --confirm.`,
  challengerHint: 'compared only, never worked',
  byAt: (by, at) => `${by}, ${at}`,
  because: 'Because',

  models: 'Registered models',
  modelsNone:
    'No model is registered. Train one with jiuzhu train, then propose it with jiuzhu model promote.',
  model: 'Model',
  roles: 'Roles',
  inUse: '● scored the list',
  families: 'Structure',
  tested: 'Tested on',
  features: 'Facts',
  none: '–',
  damaged: '■ cannot be used',

  detail: (id) => `Model ${id}`,
  links: 'Files',
  card: 'Model card',
  dataSheet: 'Data sheet',
  report: 'Full evaluation report',
  noReport: 'no evaluation report came with it',
  drift: 'Drift',
  noDrift: 'drift was not watched yet (jiuzhu monitor)',
  manifest: 'SHA-256 of the bundle',
  generation: 'Trained on generation',
  trained: 'Trained on',
  question: 'Predicts',
  evaluationNone: 'This bundle came without an evaluation.',
  testRows: (rows, households, positives) =>
    `Tested on ${rows} rows (${households} households) of later data it never saw; in ${positives} it came to pass.`,

  metrics: 'Results with intervals',
  metricsHint: (capacity) =>
    `Intervals are 95 %, by drawing households again. Capacity: ${capacity} of households.`,
  metric: 'Metric',
  value: 'Value',
  interval: '95 % interval',
  intervalWords: (value, low, high) => `${value}, interval ${low} to ${high}`,
  noInterval: 'no interval',

  calibration: 'Are its probabilities right?',
  calibrationHint:
    'Each point is a group of households: across what the model said, up what came to pass, with its interval. On the slanted line is right.',
  calibrationLabel: 'Calibration: probabilities said and shares that came to pass',
  said: 'Said',
  happened: 'Came to pass',
  count: 'Rows',
  asTable: 'As a table',

  fairness: 'Who is missed: is recall the same for everybody?',
  fairnessHint: (capacity) =>
    `Recall: of the households that did fall, the share found in the first ${capacity} of the list. Look first for groups that are missed more; how many fell stands in brackets.`,
  fairnessNone: 'Groups were not audited.',
  missedMost: (groups) => `Missed more: ${groups}`,
  nothingEstimable: 'Every group is too small to say who is missed more: that is not fairness.',
  missedNone: 'No group was found to be missed significantly more.',
  notEstimableSome: (count) => `${count} groups are too small to say anything: that is not fairness.`,
  recall: 'Recall',
  against: 'Against all others',
  fell: 'Fell',
  verdict: 'Verdict',
  verdicts: {
    missed_more: '▲ missed more',
    missed_less: '▽ missed less',
    similar: '= similar',
    inconclusive: '? cannot tell',
    not_estimable: '– too few to estimate',
  },
  points: (points) => `${points} points`,

  importance: 'What weighs most',
  importanceHint: 'Strongest first: what the model looks at, not what causes anything.',
  caveats: 'Know before use',

  history: 'History',
  historyHint: 'Each entry holds the hash of the one before, so that a change shows; the chain was checked.',
  historyNone: 'Nothing has happened yet.',
  actions: {
    proposed: 'proposed',
    withdrawn: 'withdrawn',
    confirmed: 'confirmed, in use',
    rolled_back: 'rolled back',
    shadowed: 'put in shadow',
  },

  colon: ': ',

  catalogue: 'Catalogue of facts',
  catalogueHint: 'Every fact a model may use: where it comes from, what missing means, on what basis.',
  find: 'Find a name, code or department',
  onlyUsed: 'Only what the model in use reads',
  found: (count, total) => `${count} of ${total}`,
  foundNone: 'There is no such fact.',
  showAll: (count) => `Show all ${count}`,
  name: 'Name',
  department: 'Department',
  direction: 'Direction',
  directions: { rises: 'risk rises with it', falls: 'risk falls with it', either: 'either way' },
  sensitivity: 'Sensitivity',
  sensitivities: { ordinary: 'ordinary', personal: 'personal', sensitive: 'sensitive personal' },
  missing: 'When missing',
  basis: 'Basis',
  used: '✓ read by the model in use',
};
