/**
 * The program and its commands. Only the file of the named command is loaded, so that help and small commands are
 * quick; its part of the help page is therefore kept here.
 */
import { Command } from 'commander';
import type { Terminal } from './io.ts';
import { version } from './version.ts';

type AddCommand = (program: Command, terminal: Terminal) => void;

interface CommandEntry {
  readonly description: string;
  readonly load: () => Promise<AddCommand>;
}

/** Every command by name, in the order of the help page. */
const commands: Readonly<Record<string, CommandEntry>> = {
  doctor: {
    description: '检查本机具备哪些部件，逐一实测 / what this machine has, each part tried',
    load: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
  },
  demo: {
    description: '用内置数据走完全流程 / the whole chain on embedded data',
    load: async () => (await import('./commands/demo.ts')).addDemoCommand,
  },
  generate: {
    description: '模拟生成一个县的部门数据 / make a synthetic county’s department files',
    load: async () => (await import('./commands/generate.ts')).addGenerateCommand,
  },
  ingest: {
    description: '装入部门文件，生成新一代总账 / load departments’ files into a new ledger generation',
    load: async () => (await import('./commands/ingest.ts')).addIngestCommand,
  },
  mapping: {
    description: '映射文件：检查，或由数据文件推断 / mapping files: check one, or propose one from a file',
    load: async () => (await import('./commands/mapping.ts')).addMappingCommand,
  },
  ledger: {
    description: '查看、导出总账，可回到任一知悉日期 / look into the ledger, also as known on a day',
    load: async () => (await import('./commands/ledger.ts')).addLedgerCommand,
  },
  features: {
    description: '按截止日计算特征 / compute features as of dates, point-in-time',
    load: async () => (await import('./commands/features.ts')).addFeaturesCommand,
  },
  signals: {
    description: '按截止日列出预警信号 / list the early-warning signals of a date',
    load: async () => (await import('./commands/signals.ts')).addSignalsCommand,
  },
  'signals-measure': {
    description: '逐个信号与模拟县真值比较 / each signal alone against the truth of a generated county',
    load: async () => (await import('./commands/signals-measure.ts')).addSignalsMeasureCommand,
  },
  train: {
    description: '训练、校准并登记模型 / train, calibrate and register a model',
    load: async () => (await import('./commands/train.ts')).addTrainCommand,
  },
  backtest: {
    description: '样本外回测并出报告 / out-of-time backtest with a report',
    load: async () => (await import('./commands/backtest.ts')).addBacktestCommand,
  },
  sequence: {
    description:
      '月度序列神经模型，与提升树同行比较 / neural model of monthly histories beside boosted trees',
    load: async () => (await import('./commands/sequence.ts')).addSequenceCommand,
  },
  monitor: {
    description: '监测在用模型：数据、分数、结果是否漂移 / watch a model in use for drift',
    load: async () => (await import('./commands/monitor.ts')).addMonitorCommand,
  },
  model: {
    description: '模型登记 / the model registry',
    load: async () => (await import('./commands/model.ts')).addModelCommand,
  },
  score: {
    description: '批量评分，附理由 / score a cohort, with reasons',
    load: async () => (await import('./commands/score.ts')).addScoreCommand,
  },
  serve: {
    description: '在本机提供网页和接口，按 Ctrl-C 停止 / serve the page and the API on this machine',
    load: async () => (await import('./commands/serve.ts')).addServeCommand,
  },
  table: {
    description: '自备宽表：交叉验证、训练、预测、评估 / your own wide table',
    load: async () => (await import('./commands/table.ts')).addTableCommand,
  },
  alerts: {
    description: '预警：发出、派发、入户、办结、回流 / alerts: raise, assign, visit, resolve, give back',
    load: async () => (await import('./commands/alerts.ts')).addAlertsCommand,
  },
  account: {
    description: '账号：建立、签发令牌 / accounts of the service: add one, issue a token',
    load: async () => (await import('./commands/account.ts')).addAccountCommand,
  },
  recommend: {
    description: '推荐救助：应享未享、待核实、叠加 / recommend assistance: entitled, to ask, overlaps',
    load: async () => (await import('./commands/recommend.ts')).addRecommendCommand,
  },
  whatif: {
    description: '政策推演：改标准、加冲击，看谁得谁失 / what if: a reform or shock against today',
    load: async () => (await import('./commands/whatif.ts')).addWhatifCommand,
  },
  policy: {
    description: '政策规则：检查、核算、案例、比较、时限 / policy rules: check, eval, cases, diff, clock',
    load: async () => (await import('./commands/policy.ts')).addPolicyCommand,
  },
  poverty: {
    description: '贫困与不平等：ARPR、FGT、基尼、S80/S20 / poverty and inequality of a column of incomes',
    load: async () => (await import('./commands/poverty.ts')).addPovertyCommand,
  },
  quality: {
    description: '部门数据质量报告 / quality report on the departments’ data',
    load: async () => (await import('./commands/quality.ts')).addQualityCommand,
  },
  keys: {
    description: '身份库密钥：新建、查看、轮换 / keys of pseudonyms and of the vault: new, show, rotate',
    load: async () => (await import('./commands/keys.ts')).addKeysCommand,
  },
  purge: {
    description: '删除个人信息或到期数据，默认只试算 / remove a person or data past their retention',
    load: async () => (await import('./commands/purge.ts')).addPurgeCommand,
  },
  verify: {
    description: '核验路径下的全部清单 / check every manifest under PATH',
    load: async () => (await import('./commands/verify.ts')).addVerifyCommand,
  },
};

/** The program as far as these words need it: the named command whole, the others by name and description. */
export async function programFor(argv: readonly string[], terminal: Terminal): Promise<Command> {
  const named = argv.find((word) => !word.startsWith('-'));
  const wants = (name: string): boolean => name === named || named === 'help';
  const program = emptyProgram();
  for (const [name, entry] of Object.entries(commands)) {
    if (wants(name)) (await entry.load())(program, terminal);
    else program.command(name);
    program.commands.at(-1)?.description(entry.description);
  }
  return program;
}

function emptyProgram(): Command {
  return new Command('jiuzhu')
    .description('救助大脑：社会救助主动发现与预警引擎 / early warning for social assistance')
    .version(version)
    .showHelpAfterError(false)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
}
