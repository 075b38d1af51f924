import { InvalidArgumentError, type Command } from 'commander';
import { isoDate } from '../../../core/dates.ts';
import { JzError } from '../../../core/errors/index.ts';
import { csvField } from '../../../io/csv-record.ts';
import { writeAtomically } from '../../../io/files.ts';
import { openLedger } from '../../../ledger/open-ledger.ts';
import {
  compareLists,
  compareModels,
  resolveModel,
  type ListComparison,
  type ModelComparison,
} from '../../../registry/index.ts';
import { readHouseholdModel } from '../../../scoring/household-bundle.ts';
import { bands } from '../../../scoring/types.ts';
import type { Terminal } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

interface CompareOptions extends RegistryOptions {
  readonly lake?: string;
  readonly asOf?: string;
  readonly capacity: number;
  readonly out?: string;
}

/** `jiuzhu model compare` */
export function addModelCompare(model: Command, terminal: Terminal): void {
  registryCommand(model, 'compare <a> <b>', '两个模型对比 / two models side by side')
    .option('--lake <directory>', '总账：再比同一天的两份名单 / ledger: compare the lists of a date too')
    .option('--as-of <date>', '观察日 / as-of date')
    .option(
      '--capacity <share>',
      '可走访的户数占比 / share of households that can be visited',
      parseShare,
      0.05,
    )
    .option('--out <file>', '等级变化的家庭写入 CSV / households that change band, as CSV')
    .action((a: string, b: string, options: CompareOptions) => runCompare([a, b], options, terminal));
}

async function runCompare(
  names: readonly [string, string],
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const [a, b] = [await load(options.registry, names[0]), await load(options.registry, names[1])];
  const models = compareModels(a, b);
  const lists = await listsOf(a, b, options);
  if (options.out !== undefined && lists) await writeAtomically(options.out, changesCsv(lists));
  terminal.data(options.json ? JSON.stringify({ ...models, lists }) : textOf(models, lists));
}

async function load(registry: string, name: string): ReturnType<typeof readHouseholdModel> {
  return readHouseholdModel(await resolveModel(registry, name));
}

type Loaded = Awaited<ReturnType<typeof load>>;

async function listsOf(
  a: Loaded,
  b: Loaded,
  { lake, asOf, capacity, out }: CompareOptions,
): Promise<ListComparison | null> {
  if (lake === undefined && asOf === undefined && out === undefined) return null;
  if (lake === undefined || asOf === undefined)
    throw new JzError('JZ_USAGE', { problem: '--lake, --as-of ?', command: 'model compare' });
  const date = isoDate(asOf);
  const ledger = await openLedger(lake);
  try {
    return await compareLists(a, b, { ledger, asOf: date, capacity });
  } finally {
    ledger.close();
  }
}

const reasons = {
  label: '预测目标不同 / they predict different things',
  tested_on:
    '检验日期不同，数字不可直接相比 / tested on different dates: the figures cannot be set side by side',
} as const;

function textOf({ a, b, differs, metrics, features }: ModelComparison, lists: ListComparison | null): string {
  const number = (value: number | null): string => value?.toFixed(4) ?? '–';
  const table = textTable([
    ['指标 / metric', a, b, '差 / difference'],
    ...metrics.map((one) => [
      one.name,
      number(one.a),
      number(one.b),
      one.a === null || one.b === null ? '–' : (one.b - one.a).toFixed(4),
    ]),
  ]);
  const only = (id: string, names: readonly string[]): string =>
    `只有 ${id} 使用 / only ${id} uses (${names.length}): ${names.join(', ') || '–'}`;
  return [
    table,
    ...differs.map((reason) => `! ${reasons[reason]}`),
    `共同使用的特征 / features both use: ${features.both}`,
    only(a, features.only_a),
    only(b, features.only_b),
    ...(lists ? listLines(a, b, lists) : []),
  ].join('\n');
}

function listLines(a: string, b: string, lists: ListComparison): string[] {
  const names = ['红 red', '橙 orange', '黄 yellow', '蓝 blue'];
  return [
    '',
    `${lists.as_of}：${lists.households} 户 / households；数据到 / data to ${lists.data_date}；${lists.generation}`,
    `名单 / list ${lists.listed} 户 (${+(lists.capacity * 100).toFixed(2)}%)：重合 / on both ${lists.on_both}，Jaccard ${lists.jaccard.toFixed(3)}，排名相关 / rank correlation ${lists.rank_correlation?.toFixed(3) ?? '–'}`,
    textTable([
      [`${a} ↓  ${b} →`, ...names],
      ...bands.map((_, i) => [names[i] ?? '', ...(lists.bands[i] ?? []).map(String)]),
    ]),
    `等级变化 / change band: ${lists.changes.length} 户`,
  ];
}

function changesCsv({ changes }: ListComparison): string {
  const header = 'household_id,area,probability_a,band_a,rank_a,probability_b,band_b,rank_b';
  const lines = changes.map(({ household_id: id, area, a, b }) =>
    [id, area, a.probability, a.band, a.rank, b.probability, b.band, b.rank]
      .map((cell) => csvField(String(cell)))
      .join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}

function parseShare(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError('0 < share <= 1 expected');
  return share;
}
