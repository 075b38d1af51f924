/**
 * A scenario file: what changes in the law, what befalls the households.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { nearestNames } from '../core/nearest-name.ts';
import { readText } from '../io/files.ts';
import { factById, facts } from '../policy/index.ts';

const line = z.string().min(1).max(1000);
const bilingual = z.strictObject({ zh: line, en: line });

const shock = z.strictObject({
  /** A number of a person or household, for example person.wage. */
  fact: z.string(),
  times: z.number().nonnegative().max(1000),
  /** Only where this fact has this number (codes by their place). */
  where: z.strictObject({ fact: z.string(), equals: z.number() }).optional(),
});

/** The form of a scenario, as a file or as JSON. */
export const scenarioSchema = z.strictObject({
  scenario: z.literal(1),
  title: bilingual,
  /** What a reader should know: why, what it leaves out. */
  note: bilingual.optional(),
  /** Parameter → value as the law files write it (yuan, ratios, true/false). */
  reform: z.record(z.string().max(100), z.union([z.number(), z.boolean()])).default({}),
  /** Conditions of items taken as met: `dibao.savings`. */
  waive: z.array(z.string().max(100)).max(50).default([]),
  shocks: z.array(shock).max(50).default([]),
  /** Savings that nobody has verified: count as within the limits, or leave the household undecided. */
  unverified_savings: z.enum(['within_limits', 'undecided']).default('within_limits'),
});

/** A parsed scenario. */
export type Scenario = z.infer<typeof scenarioSchema>;
/** One shock. */
export type Shock = z.infer<typeof shock>;

/**
 * Reads a scenario file.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_SCENARIO_INVALID naming the place in the file
 */
export async function readScenario(file: string): Promise<Scenario> {
  const parsed = scenarioSchema.safeParse(yamlOf(await readText(file), file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(file, issue?.path ?? [], issue?.message ?? '');
  }
  checkShocks(parsed.data, file);
  return parsed.data;
}

/**
 * Whether the facts that shocks speak of are such facts.
 *
 * @throws JZ_SCENARIO_INVALID with the names they may have meant
 */
export function checkShocks({ shocks }: Scenario, file: string): void {
  for (const [i, { fact, where }] of shocks.entries()) {
    const known = factById(fact);
    if (known?.kind !== 'number') throw invalid(file, ['shocks', i, 'fact'], notAmong(fact, numberFacts()));
    if (!where) continue;
    const chosen = factById(where.fact);
    const all = facts.map(({ id }) => id);
    if (!chosen) throw invalid(file, ['shocks', i, 'where', 'fact'], notAmong(where.fact, all));
    if (chosen.level !== known.level)
      throw invalid(
        file,
        ['shocks', i, 'where'],
        '个人与家庭的事实不能互选 / a person’s fact cannot be chosen by a household’s, nor the other way',
      );
  }
}

/** A name that is none, with those that may be meant. */
export function notAmong(written: string, names: readonly string[]): string {
  const nearest = nearestNames(written, names, NEAREST).join(', ');
  return `没有 ${written}，相近的有 ${nearest} / no ${written}; nearest: ${nearest}`;
}

const NEAREST = 5;

function numberFacts(): string[] {
  return facts.filter(({ kind }) => kind === 'number').map(({ id }) => id);
}

function yamlOf(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const problem = String(cause).split('\n')[0] ?? '';
    throw new JzError('JZ_SCENARIO_INVALID', { file, path: '(YAML)', pointer: '', problem }, { cause });
  }
}

/**
 * A scenario that cannot be meant.
 *
 * @param path steps to the place; told in words and as a JSON pointer (RFC 6901)
 */
export function invalid(file: string, path: readonly PropertyKey[], problem: string): JzError {
  const steps = path.map(String);
  const pointer = steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return new JzError('JZ_SCENARIO_INVALID', { file, path: steps.join('.'), pointer, problem });
}
