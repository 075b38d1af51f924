/**
 * A scenario file: what changes in the law, what befalls the households.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { readText } from '../io/files.ts';
import { factById, type Fact } from '../policy/index.ts';

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const shock = z.strictObject({
  /** A number of a person or household, for example person.wage. */
  fact: z.string(),
  times: z.number().nonnegative(),
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
  reform: z.record(z.string(), z.union([z.number(), z.boolean()])).default({}),
  shocks: z.array(shock).default([]),
  /** Savings that nobody has verified: count as within the limits, or leave the household undecided. */
  unverified_savings: z.enum(['within_limits', 'undecided']).default('within_limits'),
});

/** A parsed scenario. */
export type Scenario = z.infer<typeof scenarioSchema>;
/** One shock. */
export type Shock = z.infer<typeof shock>;

/**
 * Reads a scenario.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_SCENARIO_INVALID naming the place in the file
 */
export async function readScenario(file: string): Promise<Scenario> {
  const parsed = scenarioSchema.safeParse(yamlOf(await readText(file), file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(file, issue?.path.map(String).join('.') ?? '', issue?.message ?? '');
  }
  for (const [i, one] of parsed.data.shocks.entries()) {
    numberFact(file, `shocks.${i}.fact`, one.fact);
    if (one.where && !factById(one.where.fact))
      throw invalid(file, `shocks.${i}.where.fact`, `no fact ${one.where.fact}`);
    if (one.where && !one.where.fact.startsWith(one.fact.split('.')[0]!))
      throw invalid(
        file,
        `shocks.${i}.where`,
        'a person’s fact cannot be chosen by a household’s, nor the other way',
      );
  }
  return parsed.data;
}

function numberFact(file: string, path: string, name: string): Fact {
  const fact = factById(name);
  if (fact?.kind !== 'number') throw invalid(file, path, `${name} is no number that rules ask about`);
  return fact;
}

function yamlOf(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new JzError(
      'JZ_SCENARIO_INVALID',
      { file, path: '(YAML)', problem: String(cause).split('\n')[0] ?? '' },
      { cause },
    );
  }
}

/** A scenario that cannot be meant. */
export function invalid(file: string, path: string, problem: string): JzError {
  return new JzError('JZ_SCENARIO_INVALID', { file, path, problem });
}
