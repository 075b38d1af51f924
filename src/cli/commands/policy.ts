import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import {
  checkMemberships,
  deadlines,
  diffParameters,
  explain,
  explanationJson,
  formatValue,
  householdFacts,
  loadPolicy,
  reportText,
  runCases,
  snapshotOf,
  type CaseResult,
  type LawState,
  type Policy,
} from '../../policy/index.ts';
import { policyReference } from '../../policy/output/reference.ts';
import type { Terminal } from '../io.ts';

interface SourceOptions {
  readonly data?: string;
  readonly law?: string[];
}

interface EvalOptions extends SourceOptions {
  readonly date: string;
  readonly region: string;
  readonly lang: string;
  readonly full?: true;
  readonly json?: true;
}

/** `jiuzhu policy check|eval|cases|diff|clock|docs`: law as data, from the command line. */
export function addPolicyCommand(program: Command, terminal: Terminal): void {
  const policy = program.command('policy').description('政策规则与参数 / policy rules and parameters');
  addCheck(policy, terminal);
  addEval(policy, terminal);
  addCases(policy, terminal);
  addDiff(policy, terminal);
  addClock(policy, terminal);
  addDocs(policy, terminal);
}

function withSource(command: Command): Command {
  return command
    .option('--data <dir>', '另一套政策数据目录 / another policy data folder')
    .option('--law <file...>', '补充的参数文件，同地区同参数者替换 / parameter files laid over');
}

function load(options: SourceOptions): Promise<Policy> {
  return loadPolicy({
    ...(options.data === undefined ? {} : { folder: options.data }),
    ...(options.law === undefined ? {} : { lawFiles: options.law }),
  });
}

function addCheck(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('check [files...]')
    .description('检查规则和参数文件 / check rules and parameter files');
  withSource(command)
    .option('--json', 'print JSON')
    .action(async (files: string[], options: SourceOptions & { json?: true }) => {
      const policy = await load({ ...options, law: [...(options.law ?? []), ...files] });
      const { catalogue } = policy;
      const values = [...catalogue.parameters.values()].flatMap((parameter) =>
        [...parameter.byRegion.values()].flat(),
      );
      const unverified = values.filter((value) => !value.verified).length;
      const counts = {
        items: policy.items.length,
        rules: policy.rules.size,
        parameters: catalogue.parameters.size,
        values: values.length,
        unverified,
        regions: catalogue.regionNames.size,
        documents: Object.keys(catalogue.documents).length,
      };
      terminal.data(
        options.json
          ? JSON.stringify({ ok: true, ...counts })
          : `通过：事项 ${counts.items}，规则 ${counts.rules}，参数 ${counts.parameters}，取值 ${counts.values}（未核实 ${unverified}），地区 ${counts.regions} / ok`,
      );
    });
}

function addEval(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('eval <file>')
    .description('核算家庭可享受的救助 / what a household is entitled to, and why')
    .requiredOption('--date <date>', 'YYYY-MM-DD')
    .requiredOption('--region <code>', 'GB/T 2260 六位代码或 CN / region code');
  withSource(command)
    .option('--lang <zh|en>', 'zh or en', 'zh')
    .option('--full', '连同不符合的事项 / refused items too')
    .option('--json', 'print JSON')
    .action((file: string, options: EvalOptions) => evaluateFile(file, options, terminal));
}

async function evaluateFile(file: string, options: EvalOptions, terminal: Terminal): Promise<void> {
  const date = isoDate(options.date);
  if (options.lang !== 'zh' && options.lang !== 'en') {
    throw new JzError('JZ_USAGE', { problem: `--lang ${options.lang}`, command: 'policy eval' });
  }
  const language = options.lang;
  const policy = await load(options);
  const snapshot = snapshotOf(policy.catalogue, options.region, date);
  const households = householdsOf(await readText(file), file);
  checkMemberships(households.flatMap(membersOf), file);
  const explanations = households.map((written) =>
    explain(policy, householdFacts(written, date, file), snapshot),
  );
  if (options.json) {
    const answers = explanations.map((explanation) => explanationJson(policy, explanation));
    terminal.data(JSON.stringify(answers.length === 1 ? answers[0] : answers));
    return;
  }
  const full = options.full ?? false;
  terminal.data(
    explanations.map((explanation) => reportText(policy, explanation, { language, full })).join('\n\n'),
  );
}

/** One household, a list, or `{ "households": [...] }`. */
function householdsOf(source: string, file: string): readonly unknown[] {
  const parsed = parseJson(source, file);
  if (Array.isArray(parsed)) return parsed;
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'households' in parsed &&
    Array.isArray(parsed.households)
  ) {
    return parsed.households;
  }
  return [parsed];
}

function parseJson(source: string, file: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new JzError(
      'JZ_FACT_INVALID',
      { file, fact: '(JSON)', value: problem, expected: 'JSON' },
      { cause },
    );
  }
}

function membersOf(household: unknown, index: number): readonly (readonly [string, string])[] {
  if (typeof household !== 'object' || household === null || !('members' in household)) return [];
  const home = 'id' in household && typeof household.id === 'string' ? household.id : `#${index + 1}`;
  const members = Array.isArray(household.members) ? (household.members as unknown[]) : [];
  return members.flatMap((member) =>
    typeof member === 'object' && member !== null && 'id' in member && typeof member.id === 'string'
      ? [[home, member.id] as const]
      : [],
  );
}

function addCases(parent: Command, terminal: Terminal): void {
  const command = parent.command('cases [path]').description('运行案例 / run cases (a file or a folder)');
  withSource(command)
    .option('--json', 'print JSON')
    .action(async (path: string | undefined, options: SourceOptions & { json?: true }) => {
      const results = await runCases(await load(options), path);
      const failed = results.filter((result) => result.differences.length > 0);
      terminal.data(
        options.json ? JSON.stringify({ total: results.length, failed }) : casesText(results, failed),
      );
      if (failed.length > 0)
        throw new JzError('JZ_POLICY_CASE', { failed: failed.length, total: results.length });
    });
}

function casesText(results: readonly CaseResult[], failed: readonly CaseResult[]): string {
  const lines = failed.flatMap((result) => [
    `${result.file}:${result.line} ${result.name}`,
    ...result.differences.map((difference) => `    ${difference}`),
  ]);
  return [
    ...lines,
    `案例 ${results.length}，不符 ${failed.length} / cases ${results.length}, differing ${failed.length}`,
  ].join('\n');
}

function addDiff(parent: Command, terminal: Terminal): void {
  parent
    .command('diff <a> <b>')
    .description('比较两处政策：地区@日期，或参数文件 / compare REGION@DATE or parameter files')
    .option('--date <date>', '比较文件时的日期 / date for files')
    .option('--region <code>', '比较文件时的地区 / region for files')
    .option('--json', 'print JSON')
    .action(async (a: string, b: string, options: { date?: string; region?: string; json?: true }) => {
      const [before, after] = [await stateOf(a, options), await stateOf(b, options)];
      const changes = diffParameters(before, after);
      if (options.json) {
        terminal.data(JSON.stringify({ before: a, after: b, changes }));
        return;
      }
      const shown = (value: number | null, unit: (typeof changes)[number]['unit']): string =>
        value === null ? '—' : formatValue(value, unit, 'zh');
      const lines = changes.map(
        (change) =>
          `${change.title.zh}（${change.id}）：${shown(change.before, change.unit)} → ${shown(change.after, change.unit)}`,
      );
      terminal.data([...lines, `${changes.length} 项不同 / ${changes.length} differ`].join('\n'));
    });
}

async function stateOf(named: string, options: { date?: string; region?: string }): Promise<LawState> {
  const at = /^([^@/]+)@(\d{4}-\d{2}-\d{2})$/.exec(named);
  if (at) {
    const policy = await loadPolicy();
    return { policy, snapshot: snapshotOf(policy.catalogue, at[1] ?? '', isoDate(at[2] ?? '')) };
  }
  if (options.date === undefined || options.region === undefined) {
    throw new JzError('JZ_USAGE', { problem: `${named}: --date, --region`, command: 'policy diff' });
  }
  const policy = await loadPolicy({ lawFiles: [named] });
  return { policy, snapshot: snapshotOf(policy.catalogue, options.region, isoDate(options.date)) };
}

function addClock(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('clock <procedure>')
    .description('办理时限（工作日历） / due dates of a procedure')
    .requiredOption('--start <date>', '受理日 / day of acceptance')
    .requiredOption('--region <code>', 'region code');
  withSource(command)
    .option('--json', 'print JSON')
    .action(async (name: string, options: SourceOptions & { start: string; region: string; json?: true }) => {
      const policy = await load(options);
      const procedure = policy.procedures.find((one) => one.id === name);
      if (!procedure) {
        const known = policy.procedures.map((one) => one.id).join(', ');
        throw new JzError('JZ_USAGE', { problem: `${name} ∉ {${known}}`, command: 'policy clock' });
      }
      const start = isoDate(options.start);
      const found = deadlines(procedure, start, snapshotOf(policy.catalogue, options.region, start));
      terminal.data(
        options.json
          ? JSON.stringify(found)
          : found
              .map(
                (step) =>
                  `${step.due}  ${step.title.zh}（${formatValue(step.limit, step.unit, 'zh')}，自 ${step.from}）`,
              )
              .concat(procedure.duties.map(({ title }) => `必须  ${title.zh}`))
              .join('\n'),
      );
    });
}

function addDocs(parent: Command, terminal: Terminal): void {
  withSource(parent.command('docs').description('生成政策参考 / write the policy reference'))
    .option('--out <file>', '写入文件 / write to a file')
    .action(async (options: SourceOptions & { out?: string }) => {
      const policy = await load(options);
      const reference = policyReference(policy, await runCases(policy));
      if (options.out === undefined) terminal.data(reference.trimEnd());
      else await writeFile(options.out, reference);
    });
}
