/**
 * The signals as a reference page (docs/reference/signals.md).
 */
import { isoDate } from '../../src/core/dates.ts';
import { countyFeatures } from '../county/index.ts';
import { formatValue } from '../wording.ts';
import { levels, loadSignals, presetNames, type Rung, type Signal } from './config.ts';
import { levelNames } from './list.ts';
import { statusNames } from './publish.ts';
import { statuses } from './raise.ts';

const features = new Map(countyFeatures.map((feature) => [feature.name, feature]));
/** Any day on which catalogue and presets all hold. */
const SHOWN_ON = isoDate('2024-12-31');

/** The page, made from the catalogue and the presets. */
export async function signalsMarkdown(): Promise<string> {
  const catalogue = await loadSignals({ asOf: SHOWN_ON });
  const { families, within_days: days, level, title } = catalogue.composite;
  const sections = catalogue.items.map(section);
  const presets: string[] = [];
  for (const name of await presetNames()) presets.push(await presetSection(name, catalogue.items));
  return `# Early-warning signals · 预警信号

Made from \`features/signals/\` by \`npm run docs\`; do not edit.
\`jiuzhu signals --lake DIR --as-of DATE --out F.csv\` lists them; the features they read are in [county-features.md](county-features.md).

A signal is a rule a caseworker can check by hand; it asks for a visit and decides nothing.
Levels: ${[...levels].reverse().map(levelText).join(', ')}. The highest whose conditions all hold counts; a missing value meets none.
Thresholds hold from ${catalogue.from}; a bureau changes them in \`catalogue.yaml\` or lays a preset over them (\`--preset\`).
“Opt-in” signals are off unless asked for (\`--opt-in CODE\`).

\`--previous F\` names the list before (CSV or NDJSON, checked by its manifest), and each signal says where it stands:
${statuses.map((status) => `${statusNames[status].zh} \`${status}\``).join(', ')}.
Open and seen again at a level already told, nobody is told twice; higher than told (\`told_level\`), it is told as worse.
Not seen again, it stays open to its last day (\`expires_on\`), then it is listed as ended.
Several \`--as-of\` in one call stand on each other in the same way; the last one's list is published.
\`jiuzhu signals-measure --truth COUNTY\` prints precision, recall and lead time of each signal alone on a generated county.

**COMPOSITE** ${title.zh} / ${title.en}: ${families} families at yellow or above within ${days} days → ${levelText(level)}.
A family counts on the dates its signals were seen: today, or on an earlier list less than ${days} days ago, even where the signal has ended.

${sections.join('\n\n')}

## Presets · 地方阈值

${presets.join('\n\n')}
`;
}

function section(signal: Signal): string {
  const { code, title, says, family, opt_in: optIn, expires_after_days: days } = signal;
  return `## ${code}

${title.zh} / ${title.en}. Family \`${family}\`, ends after ${days} days${optIn ? ', **opt-in**' : ''}.

> ${says.zh}
>
> ${says.en}

${ladder(signal.levels)}

Evidence: ${signal.evidence.map((name) => `\`${name}\``).join(', ')}.
May mean nothing: ${signal.false_positives.zh} / ${signal.false_positives.en}.
Legal basis: ${signal.legal_basis.zh} / ${signal.legal_basis.en}.
Threshold: ${sourceText(signal.source)}`;
}

async function presetSection(name: string, shipped: readonly Signal[]): Promise<string> {
  const { items } = await loadSignals({ asOf: SHOWN_ON, preset: name });
  const changed = items.filter((item, i) => item !== shipped[i] && !isSame(item, shipped[i]!));
  const parts = changed.map(
    (item) => `**${item.code}**${item.opt_in ? '' : ' (on)'}\n\n${ladder(item.levels)}`,
  );
  return `### ${name}\n\n${sourceText(changed[0]!.source)}\n\n${parts.join('\n\n')}`;
}

function isSame(one: Signal, other: Signal): boolean {
  return JSON.stringify(one.levels) === JSON.stringify(other.levels) && one.opt_in === other.opt_in;
}

function sourceText({ text, verified }: Signal['source']): string {
  return `${text}.${verified ? '' : ' ⚠ 未与原文核对 / not verified.'}`;
}

function ladder(rungs: readonly Rung[]): string {
  const rows = rungs.map(
    ({ level, when }) => `| ${levelText(level)} | ${when.map(conditionText).join('; ')} |`,
  );
  return ['| level | when |', '|---|---|', ...rows].join('\n');
}

function conditionText({ feature: name, at_least: least, at_most: most }: Rung['when'][number]): string {
  const feature = features.get(name);
  const value = (number: number): string =>
    feature && feature.unit === 'fen' ? formatValue(feature, number).en : String(number);
  const bounds = [
    ...(least === undefined ? [] : [`≥ ${value(least)}`]),
    ...(most === undefined ? [] : [`≤ ${value(most)}`]),
  ];
  return `\`${name}\` ${bounds.join(' and ')}`;
}

function levelText(level: (typeof levels)[number]): string {
  return `${levelNames[level].zh} ${level}`;
}
