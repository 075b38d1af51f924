/**
 * Signals as data: which feature at which threshold is which level, since when, by whose word.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, YAMLParseError } from 'yaml';
import * as z from 'zod';
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';

/** Levels from the least to the most urgent: 蓝 黄 橙 红. */
export const levels = ['blue', 'yellow', 'orange', 'red'] as const;
/** How urgent a signal is. */
export type Level = (typeof levels)[number];

const oneLine = z.string().regex(/^[^\r\n]+$/, 'one line of text expected');
const bilingual = z.strictObject({ zh: oneLine, en: oneLine });
const date = z.iso.date().transform((text) => isoDate(text));

const condition = z
  .strictObject({ feature: z.string(), at_least: z.number().optional(), at_most: z.number().optional() })
  .refine(({ at_least: least, at_most: most }) => least !== undefined || most !== undefined, {
    message: 'at_least or at_most expected: without either every household would be told',
  })
  .refine(({ at_least: least = -Infinity, at_most: most = Infinity }) => least <= most, {
    message: 'at_least is above at_most: no value lies between',
  });

const rung = z.strictObject({ level: z.enum(levels), when: z.array(condition).min(1) });

const source = z.strictObject({
  /** Where the thresholds come from. */
  text: z.string().min(1),
  verified: z.boolean(),
});

const signal = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'capital letters, digits and _ expected'),
  family: z.string().regex(/^[a-z_]+$/),
  title: bilingual,
  /** Sentence for caseworkers; `{feature}` is that feature's value in its unit. */
  says: bilingual,
  levels: z.array(rung).min(1),
  /** Days after which a signal that is not seen again ends. */
  expires_after_days: z.int().positive(),
  /** Features whose ledger rows are the evidence. */
  evidence: z.array(z.string()).min(1),
  legal_basis: bilingual,
  /** When it means nothing: what a caseworker should think of. */
  false_positives: bilingual,
  /** Off unless a bureau turns it on. */
  opt_in: z.boolean().default(false),
  source,
});

const catalogueFile = z.strictObject({
  signals: z.literal(1),
  /** First day these thresholds hold. */
  from: date,
  composite: z.strictObject({
    /** Families that must fire within these days of each other. */
    families: z.int().min(2),
    within_days: z.int().positive(),
    level: z.enum(levels),
    title: bilingual,
  }),
  items: z.array(signal).min(1),
});

const presetFile = z.strictObject({
  preset: z.literal(1),
  title: bilingual,
  from: date,
  source,
  items: z
    .array(z.strictObject({ code: z.string(), levels: z.array(rung).min(1), opt_in: z.boolean().optional() }))
    .min(1),
});

/** One signal of the catalogue. */
export type Signal = z.infer<typeof signal>;
/** One step of a signal's ladder. */
export type Rung = z.infer<typeof rung>;
/** A catalogue with its composite rule. */
export type SignalCatalogue = z.infer<typeof catalogueFile>;

/** Where the shipped catalogue and presets lie. */
const folder = fileURLToPath(new URL('.', import.meta.url));

/** Names of the shipped presets of local thresholds. */
export async function presetNames(): Promise<string[]> {
  const files = await readdir(join(folder, 'presets'));
  return files
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * Reads the shipped catalogue, with a preset of local thresholds laid over it.
 *
 * @throws JZ_SIGNALS_INVALID naming the file and the place, also for an unknown preset or a day before the first
 */
export async function loadSignals(request: {
  asOf: IsoDate;
  preset?: string;
  file?: string;
}): Promise<SignalCatalogue> {
  const file = request.file ?? join(folder, 'catalogue.yaml');
  const catalogue = await readConfig(file, catalogueFile);
  if (request.asOf < catalogue.from)
    throw invalid(file, 'from', `thresholds hold from ${catalogue.from}, not on ${request.asOf}`);
  const repeated = catalogue.items.find(
    ({ code }, i) => catalogue.items.findIndex((one) => one.code === code) !== i,
  );
  if (repeated) throw invalid(file, repeated.code, 'declared twice');
  if (request.preset === undefined) return catalogue;
  const names = await presetNames();
  if (!names.includes(request.preset))
    throw invalid(request.preset, 'preset', `shipped presets: ${names.join(', ')}`);
  return overlaid(catalogue, join(folder, 'presets', `${request.preset}.yaml`), request.asOf);
}

async function overlaid(catalogue: SignalCatalogue, file: string, asOf: IsoDate): Promise<SignalCatalogue> {
  const preset = await readConfig(file, presetFile);
  if (asOf < preset.from) throw invalid(file, 'from', `thresholds hold from ${preset.from}, not on ${asOf}`);
  const unknown = preset.items.find(({ code }) => !catalogue.items.some((one) => one.code === code));
  if (unknown) throw invalid(file, unknown.code, 'the catalogue has no such signal');
  const items = catalogue.items.map((item): Signal => {
    const local = preset.items.find(({ code }) => code === item.code);
    if (!local) return item;
    return { ...item, levels: local.levels, opt_in: local.opt_in ?? item.opt_in, source: preset.source };
  });
  return { ...catalogue, items };
}

async function readConfig<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file }, { cause });
  });
  const parsed = schema.safeParse(yamlOf(file, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(file, issue?.path.map(String).join('.') ?? '', issue?.message ?? '');
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [place] = error.linePos ?? [];
    throw invalid(file, `line ${place?.line ?? 1}`, error.message.split('\n')[0] ?? '');
  }
}

function invalid(file: string, path: string, problem: string): JzError {
  return new JzError('JZ_SIGNALS_INVALID', { file, path, problem });
}
