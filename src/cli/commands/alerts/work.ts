import type { Command } from 'commander';
import { actAllOnAlert, type OfficerAction } from '../../../alerts/act.ts';
import type { Alert } from '../../../alerts/alert.ts';
import { visitFindings } from '../../../alerts/findings.ts';
import { alertStates, visitOutcomes } from '../../../alerts/lifecycle.ts';
import { loadAlertSettings } from '../../../alerts/settings.ts';
import { fenFromYuan } from '../../../core/units.ts';
import { JzError } from '../../../core/errors/index.ts';
import type { Terminal } from '../../io.ts';
import { momentOf, withActor, withOpenStore, type ActorOptions } from './store-option.ts';

interface WorkOptions extends ActorOptions {
  readonly settings?: string;
  readonly ifVersion?: string;
}

interface VisitOptions extends WorkOptions {
  readonly outcome?: string;
  readonly visitedOn?: string;
  readonly found?: string[];
}

interface ResolveOptions extends WorkOptions {
  readonly step: string;
  readonly items?: string[];
  readonly department?: string;
  readonly reason?: string;
  readonly note?: string;
}

/** Steps of `resolve`, and what each of them is told. */
const steps: Readonly<Record<string, (options: ResolveOptions) => unknown>> = {
  match: ({ items, note }) => ({ items, note }),
  refer: ({ department, items, note }) => ({ department, items, note }),
  aid: ({ items, note }) => ({ items, note }),
  refuse: ({ reason }) => ({ reason }),
  feed_back: ({ note }) => ({ note }),
  close: ({ note }) => ({ note }),
  reopen: ({ reason }) => ({ reason }),
};

/** `jiuzhu alerts assign | accept | visit | resolve`. */
export function addWorkCommands(alerts: Command, terminal: Terminal): void {
  const added = (command: Command): Command =>
    withActor(
      command
        .option('--if-version <number>', '只在仍是此版时办理 / only while it is at this version')
        .option('--settings <file>', '预警配置，缺省为内置 / settings in place of the shipped ones'),
    );
  added(
    alerts
      .command('assign <alert>')
      .description('派发核实处置指令 / send the order to visit')
      .requiredOption('--to <name>', '承办人 / who is to visit'),
  ).action((id: string, options: WorkOptions & { to: string }) =>
    act(id, options, terminal, [['assign', { to: options.to }]]),
  );
  added(alerts.command('accept <alert>').description('接收指令 / accept the order')).action(
    (id: string, options: WorkOptions) => act(id, options, terminal, [['accept', {}]]),
  );
  added(
    alerts
      .command('visit <alert>')
      .description('记录入户核查，可同时给出结论 / record a visit, with its outcome if known')
      .option('--visited-on <date>', '入户日期，缺省同 --on / day of the visit')
      .option('--outcome <outcome>', visitOutcomes.join(', '))
      .option(
        '--found <field=value...>',
        '核查所得，金额以元计 / findings, money in yuan: members=3 wage=24000 cause=illness',
      ),
  ).action((id: string, options: VisitOptions) => act(id, options, terminal, visitSteps(options)));
  added(
    alerts
      .command('resolve <alert>')
      .description('匹配、转办、救助、反馈、办结 / match, refer, aid, refuse, report back, close')
      .requiredOption('--step <step>', Object.keys(steps).join(', '))
      .option('--items <items...>', '救助事项代码 / codes of assistance_item')
      .option('--department <name>', '转往的部门 / department it is referred to')
      .option('--reason <text>', '理由 / reason')
      .option('--note <text>', '备注 / note'),
  ).action((id: string, options: ResolveOptions) => {
    const told = steps[options.step];
    if (!told) throw usage(`--step ${options.step}: ${Object.keys(steps).join(', ')} expected`);
    return act(id, options, terminal, [[options.step as OfficerAction, told(options)]]);
  });
}

type Steps = readonly (readonly [OfficerAction, unknown])[];

async function act(alert: string, options: WorkOptions, terminal: Terminal, told: Steps): Promise<void> {
  const settings = await loadAlertSettings(options.settings);
  const { by: actor, ifVersion: version } = options;
  const at = momentOf(options);
  const expectedVersion = version === undefined ? undefined : Number(version);
  const requests = told.map(([action, details]) => ({ alert, action, actor, at, details }));
  const after = await withOpenStore(options, (store) =>
    actAllOnAlert(store, settings, requests, expectedVersion),
  );
  terminal.data(options.json ? JSON.stringify({ alert: after }) : text(after));
}

function visitSteps(options: VisitOptions): Steps {
  const { visitedOn, outcome, found } = options;
  const visit = {
    visited_on: visitedOn ?? momentOf(options).slice(0, 10),
    ...(found === undefined ? {} : { findings: findingsOf(found) }),
  };
  return outcome === undefined
    ? [['visit', visit]]
    : [
        ['visit', visit],
        ['conclude', { outcome }],
      ];
}

/** `members=3 wage=24000`: money in yuan becomes fen. */
function findingsOf(found: readonly string[]): Record<string, string | number> {
  const names = Object.keys(visitFindings.shape);
  return Object.fromEntries(
    found.map((text) => {
      const [, field = '', value = ''] = /^([a-z_]+)=(.*)$/s.exec(text) ?? [];
      if (names.includes(`${field}_fen`)) return [`${field}_fen`, fenFromYuan(numberOf(text, value))];
      if (!names.includes(field)) throw usage(`--found ${text}: ${names.join(', ')}`);
      return [field, field === 'members' ? numberOf(text, value) : value];
    }),
  );
}

function numberOf(text: string, value: string): number {
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  throw usage(`--found ${text}: a number expected`);
}

function text({ id, state, version, dueOn }: Alert): string {
  const { zh, en } = alertStates[state];
  return `${id}：${zh}，第 ${version} 版，期限 ${dueOn ?? '无'} / ${en}`;
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'alerts' });
}
