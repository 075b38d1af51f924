import type { QualityWords } from '../zh/quality.ts';

/** Words of the page quality, in English. */
export const qualityEn: QualityWords = {
  title: 'Data quality',
  colon: ': ',
  subtitle: 'Can the departments’ data be used, do they come in time, and who must mend what first',
  headline: (departments, good, fair, poor) =>
    `${departments} departments: ${good} good, ${fair} to improve, ${poor} to act on.`,
  worst: (name, score, part) => `Worst: ${name}, ${score} points, weakest in “${part}”.`,
  noPart: 'no part under 70',
  score: 'Score',
  ofHundred: 'of 100',
  usable: 'of rows usable',
  quarantined: 'rows sent back',
  rowsIn: (rows, files) => `${files} files, ${rows} rows`,
  knownUntil: 'Known until',
  generation: 'Data generation',
  report: 'Open the full quality report',

  first: 'Do these first',
  firstNone: 'Nothing is pressing.',
  high: 'pressing',

  departments: 'Departments, worst first',
  departmentsHint: 'Choose one for its details.',
  department: 'Department',
  light: 'State',
  lights: { good: 'good', fair: 'improve', poor: 'act', unknown: 'no data' },
  weakest: 'Weakest',
  sinceLast: 'Since the last',
  better: (points) => `↑ up ${points}`,
  worse: (points) => `↓ down ${points}`,
  same: '= the same',
  firstTime: 'first',
  none: '–',
  scoreWords: (score) => `${score} points`,

  parts: 'The seven parts',
  partsHint: 'Each of 100; “–” where there was nothing to measure.',
  asks: 'Ask the department to',
  asksNone: 'There is nothing to ask for.',
  lateness: 'How late it comes',
  latenessHint:
    'Days from what happened until the bureau could know, by month in which it happened. The bar ends where nine tenths had arrived, the short line where half had.',
  latenessNone: 'There is nothing whose lateness could be measured.',
  latenessSummary: (median, p90) => `Half arrive within ${median} days, nine tenths within ${p90}.`,
  month: 'Month',
  rows: 'Rows',
  median: 'Half arrived, days',
  p90: '90 % arrived, days',
  table: 'Month by month as a table',
  chartLabel: (name) => `${name}: days late by month`,
  gaps: 'Columns left empty',
  gapsNone: 'Every column that should be filled is.',
  filled: 'Filled',
  file: 'File',
  filledTotal: (share) => `${share} of the cells that should be filled are.`,
  problems: 'Why rows went back',
  problemsNone: 'No row went back.',
  reason: 'Reason',
  breaks: 'Months with unusual volume',
  breakWords: (month, rows, usual) =>
    `${month}: ${rows} rows, usually about ${usual}; something may be missing or sent twice`,
  counts: (files, rows, loaded, quarantined) =>
    `${files} files with ${rows} rows: ${loaded} loaded, ${quarantined} sent back.`,

  heat: 'Days late, department by month',
  heatHint:
    'Days until nine tenths of what happened in the month had arrived; darker is later, empty is no record. The last months may be incomplete.',

  checks: 'Contradictions between departments',
  checksNone: 'No contradiction was found.',
  check: 'Contradiction',
  persons: 'Persons',
  involved: 'Departments',
  remedy: 'What to do',
  contradiction: 'one side is wrong',
  lead: 'a lead: both may be right',

  quarantine: 'Rows sent back',
  quarantineHint:
    'Each file is in the department’s own form with one more column, 错误原因 (why). It lies in the data folder of this machine and is not served (it may hold personal data): take it from its path, have it mended and sent again.',
  quarantineNone: 'No row was sent back.',
  notKept: 'this generation kept no such file',
  givenBack: 'Where the file lies in the data folder',

  trend: 'Better from one generation to the next?',
  trendHint: 'Each counts the files that came with it, by completeness, validity, uniqueness and identity.',
  trendOne: 'There is one generation only: nothing to compare yet.',
  batch: 'Generation',
  sent: 'Rows sent',
  sentBack: 'Sent back',

  links: 'Persons without an identity number',
  linksWords: (strangers, linked, review, unknown) =>
    `Of ${strangers} persons named without a valid number, ${linked} were found by name, birth date, phone and address, ${review} wait for a person to decide, ${unknown} are unknown.`,
  linksMeasured: (precision, recall) =>
    `Measured: ${precision} of the links were right, ${recall} of those to be found were.`,

  unclaimed: 'Files no mapping claims',
  unclaimedHint: 'They were not loaded; jiuzhu mapping suggest writes a mapping.',
  how: 'How the score is made',
  howWords:
    'The score is the weighted mean of seven parts: complete 20, valid 20, timely 20, identified 15, consistent 15, unique 5, steady 5. Good from 85 with no part under 50, improve from 70, otherwise act. The full formula is in the quality report.',
};
