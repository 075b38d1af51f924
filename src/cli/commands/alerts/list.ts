import type { Command } from 'commander';
import { officerActions } from '../../../alerts/act.ts';
import { listAlerts, readAlert, type Alert, type AlertFile } from '../../../alerts/alert.ts';
import { allowedActions, alertStates } from '../../../alerts/lifecycle.ts';
import { whyNot } from '../../../alerts/why-not.ts';
import { JzError } from '../../../core/errors/index.ts';
import { countAlerts, verifyAudit, type AuditHead } from '../../../store/index.ts';
import type { Terminal } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { withOpenStore, withStore, type StoreOptions } from './store-option.ts';

interface ListOptions extends StoreOptions {
  readonly state?: string;
  readonly region?: string;
  readonly level?: string;
  readonly assignee?: string;
  readonly household?: string;
  readonly dueBefore?: string;
  readonly all?: true;
  readonly limit: string;
}

const levelWords = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' } as const;

/** `jiuzhu alerts list | show | why-not | verify`. */
export function addListCommands(alerts: Command, terminal: Terminal): void {
  withStore(
    alerts
      .command('list')
      .description('列出未结预警 / list open alerts')
      .option('--state <state>', `状态 / state: ${Object.keys(alertStates).join(', ')}`)
      .option('--region <code>', '行政区划代码或其开头 / beginning of the region code')
      .option('--level <level>', 'red, orange, yellow, blue')
      .option('--assignee <name>', '承办人 / assignee')
      .option('--household <id>', '家庭 / household')
      .option('--due-before <date>', '期限早于 / due before')
      .option('--all', '连同已办结 / closed ones too')
      .option('--limit <count>', '最多几件 / at most', '100'),
  ).action((options: ListOptions) => list(options, terminal));
  withStore(alerts.command('show <alert>').description('一件预警的全部 / everything about one alert')).action(
    async (id: string, options: StoreOptions) => {
      const file = await withOpenStore(options, (store) => readAlert(store, id));
      terminal.data(options.json ? JSON.stringify(file) : fileText(file));
    },
  );
  withStore(
    alerts.command('why-not <household>').description('为什么没有预警 / why there is no alert'),
  ).action(async (household: string, options: StoreOptions) => {
    const answer = await withOpenStore(options, (store) => whyNot(store, household));
    terminal.data(options.json ? JSON.stringify(answer) : `${answer.zh}\n${answer.en}`);
  });
  withStore(
    alerts
      .command('verify')
      .description('核验审计链 / verify the audit chain')
      .option('--head <number:hash>', '此前记下的链尾 / a head written down earlier'),
  ).action(async (options: StoreOptions & { head?: string }) => {
    const verdict = await withOpenStore(options, (store) => verifyAudit(store, headOf(options.head)));
    if (!verdict.holds)
      throw new JzError('JZ_AUDIT_BROKEN', { place: verdict.place, problem: verdict.problem });
    const { head, rows } = verdict;
    terminal.data(
      options.json
        ? JSON.stringify(verdict)
        : `审计链成立：${head.number} 条，${rows} 行 / the chain holds: entries, rows\n${head.number}:${head.hash}`,
    );
  });
}

async function list(options: ListOptions, terminal: Terminal): Promise<void> {
  const { state, region, level, assignee, household, dueBefore, all } = options;
  const filter = { state, region, level, assignee, household, dueBefore, ...(all ? {} : { isOpen: true }) };
  const limit = limitOf(options.limit);
  const { alerts, total } = await withOpenStore(options, async (store) => ({
    alerts: await listAlerts(store, filter, { limit }),
    total: await countAlerts(store, filter),
  }));
  const more = total > alerts.length ? `\n共 ${total} 件 / in all` : '';
  terminal.data(options.json ? JSON.stringify({ total, alerts }) : listText(alerts) + more);
}

function listText(found: readonly Alert[]): string {
  if (found.length === 0) return '没有预警 / no alerts';
  const rows = found.map((one) => [
    one.id,
    levelWords[one.level],
    alertStates[one.state].zh,
    one.area,
    one.dueOn ?? '–',
    one.probability === null ? '–' : `${(100 * one.probability).toFixed(1)}%`,
    one.source === 'audit' ? '抽查' : '名单',
    one.assignee ?? '–',
    one.household,
  ]);
  return textTable([['编号', '级', '状态', '乡镇', '期限', '概率', '来源', '承办', '家庭'], ...rows]);
}

function fileText({ alert, evidence, visits, history }: AlertFile): string {
  return [
    listText([alert]),
    `第 ${alert.version} 版；可执行 / possible now: ${allowedActions(alert.state)
      .filter((action) => officerActions.some((own) => own === action))
      .join(', ')}`,
    ...evidence.map((one) => `  ${levelWords[one.level]} ${one.code} ${one.zh}`),
    ...visits.map(
      (one) =>
        `  入户 ${one.visitedOn} ${one.visitor}：${one.outcome === null ? '待核实' : alertStates[one.outcome].zh}`,
    ),
    ...history.map((one) => `  #${one.number} ${one.at} ${one.actor} ${one.action}`),
  ].join('\n');
}

function headOf(text: string | undefined): AuditHead | undefined {
  if (text === undefined) return undefined;
  const [, number = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash === '') throw new JzError('JZ_USAGE', { problem: `--head ${text}`, command: 'alerts verify' });
  return { number: Number(number), hash };
}

function limitOf(text: string): number {
  const count = Number(text);
  if (/^\d{1,7}$/.test(text) && count > 0) return count;
  throw new JzError('JZ_USAGE', { problem: `--limit ${text}`, command: 'alerts list' });
}
