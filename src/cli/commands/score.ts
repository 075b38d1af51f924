import { InvalidArgumentError, type Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { resolveModel } from '../../registry/index.ts';
import { explainHousehold, type ExplainedHousehold } from '../../scoring/explain-household.ts';
import { scoreToFile } from '../../scoring/score-job.ts';
import { loadScorer } from '../../scoring/load.ts';
import type { Shard } from '../../scoring/score-households.ts';
import { defaultThreads } from '../../io/worker-pool.ts';
import { explainedHouseholdText } from '../explained-household-text.ts';
import type { Terminal } from '../io.ts';
import { threadCount } from '../thread-count.ts';

interface Options {
  readonly lake: string;
  readonly asOf: string;
  readonly model: string;
  readonly registry: string;
  readonly out?: string;
  readonly household?: string;
  readonly resume?: true;
  readonly shard?: Shard;
  readonly threads?: number;
  readonly json?: true;
}

/** `jiuzhu score`: the ranked list of a date, with intervals and reasons. */
export function addScoreCommand(program: Command, terminal: Terminal): void {
  program
    .command('score')
    .description('批量评分，附理由 / score a cohort, with reasons')
    .requiredOption('--lake <directory>', '总账目录 / ledger')
    .requiredOption('--as-of <date>', '观察日 / as-of date: YYYY-MM-DD, 2014Q1')
    .requiredOption('--model <id>', '模型编号、champion 或目录 / model id, champion or folder')
    .option('--registry <directory>', '模型登记目录 / model registry', '.jiuzhu/panel/registry')
    .option('--out <file>', '整张名单 / the whole list: .parquet, .csv, .xlsx, .ndjson')
    .option('--household <id>', '或只看一户，详细解释 / or one household, explained in full')
    .option('--resume', '结果已完成则不重算 / keep a finished result')
    .option('--shard <i/N>', '只算第 i 片，共 N 片，i 从 1 起 / shard i of N', parseShard)
    .option('--threads <count>', '线程数，结果不变 / threads; the result never depends on it', threadCount)
    .option('--json', 'print JSON')
    .action((options: Options) => runScore(options, terminal));
}

async function runScore(options: Options, terminal: Terminal): Promise<void> {
  if ((options.household === undefined) === (options.out === undefined))
    throw new JzError('JZ_USAGE', { problem: '--out F | --household ID', command: 'score' });
  const asOf = isoDate(options.asOf);
  const scorer = await loadScorer(await resolveModel(options.registry, options.model));
  const ledger = await openLedger(options.lake);
  try {
    if (options.household !== undefined) {
      const found = await explainHousehold({ ledger, scorer, asOf, householdId: options.household });
      terminal.data(options.json ? JSON.stringify(explainedJson(found)) : explainedHouseholdText(found));
      return;
    }
    const { out = '' } = options;
    const threads = options.threads ?? defaultThreads();
    const request = { ledger, scorer, asOf, shard: options.shard, threads, progress: terminal.progress };
    const done = await scoreToFile(request, { out, resume: options.resume ?? false });
    const result = {
      out,
      model: scorer.info.id,
      as_of: asOf,
      generation: ledger.generation,
      ...done,
    };
    const text = done.resumed
      ? `${out} 已是最新，未重算 / already complete`
      : `已评分 ${done.rows} 户，写入 ${out} / households scored`;
    terminal.data(options.json ? JSON.stringify(result) : text);
  } finally {
    ledger.close();
  }
}

/** The same words as in score files. */
function explainedJson({ householdId, model, whatIf, missing, ...found }: ExplainedHousehold): object {
  const { asOf, dataDate, isUncertain, ...score } = found;
  return {
    household_id: householdId,
    ...{ model_id: model.id, as_of: asOf, data_date: dataDate },
    ...score,
    ...{ uncertain: isUncertain, missing_features: missing },
    what_would_lower: whatIf.lowerings,
    none_is_certain: whatIf.lowerings.length === 0 && whatIf.isCertain,
  };
}

function parseShard(text: string): Shard {
  const [, index = '', count = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index) - 1, count: Number(count) };
  if (count === '' || shard.index < 0 || shard.index >= shard.count)
    throw new InvalidArgumentError('i/N with 1 <= i <= N expected');
  return shard;
}
