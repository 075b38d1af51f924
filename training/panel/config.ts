/**
 * The training config: which dates, which label, which families; unknown keys are refused.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import { addMonths, isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { readText } from '../../src/io/files.ts';
import { uncertaintySchema } from '../../src/scoring/household-bundle.ts';
import { candidateNames } from '../auto/candidates.ts';

const date = z.string().transform((text, context): IsoDate => {
  try {
    return isoDate(text);
  } catch {
    context.addIssue(`"${text}" is not a date or a quarter`);
    return z.NEVER;
  }
});
const datesAscending = z
  .array(date)
  .min(1)
  .refine((dates) => dates.every((day, i) => i === 0 || day > dates[i - 1]!), 'dates must ascend');
const share = z.number().gt(0).lt(1);

const schema = z.strictObject({
  label: z.strictObject({
    /** Becomes poor: income per head under 60 % of that quarter's median. */
    kind: z.literal('relative_poverty'),
    horizon_months: z.int().positive(),
    zh: z.string(),
    en: z.string(),
  }),
  /** Households not poor on the as-of date. */
  cohort: z.literal('not_poor_now'),
  as_of: z.strictObject({ train: datesAscending, calibrate: datesAscending, test: datesAscending }),
  /** Declared features the model does not see: they say again what another one says. */
  exclude: z.array(z.string()).default([]),
  /** Families blended into the model. */
  families: z.array(z.enum(candidateNames)).min(1),
  /** Share of households that can be visited. */
  capacity: share,
  /** A score whose interval leaves its band and is wider than it asks for a visit first; or reaches across so many bands. */
  uncertain_across_bands: uncertaintySchema.default('own'),
  /** Shares of the calibration households in each band and above. */
  bands: z
    .strictObject({ red: share, orange: share, yellow: share })
    .refine(
      ({ red, orange, yellow }) => red <= orange && orange <= yellow,
      'red <= orange <= yellow expected',
    ),
  seed: z.union([z.string(), z.int()]).transform(String),
});

/** A checked training config. */
export type PanelConfig = z.infer<typeof schema>;

/**
 * Reads a config.
 *
 * @throws JZ_FILE_NOT_FOUND; JZ_CONFIG_INVALID naming the key
 */
export async function readPanelConfig(file: string): Promise<PanelConfig> {
  const result = schema.safeParse(parseYaml(file, await readText(file)));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new JzError('JZ_CONFIG_INVALID', {
      file,
      path: issue.path.join('.') || '(top)',
      problem: issue.message,
    });
  }
  checkOrder(file, result.data);
  return result.data;
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new JzError('JZ_CONFIG_INVALID', { file, path: '(top)', problem: String(cause) }, { cause });
  }
}

/** Calibration dates come after training dates, test dates after both. */
function checkOrder(file: string, { as_of: asOf }: PanelConfig): void {
  const { train, calibrate, test } = asOf;
  if (train.at(-1)! < calibrate[0]! && calibrate.at(-1)! < test[0]!) return;
  throw new JzError('JZ_CONFIG_INVALID', {
    file,
    path: 'as_of',
    problem: 'train, calibrate and test dates must follow each other',
  });
}

/** The day a label is read. */
export function labelDate(config: PanelConfig, asOf: IsoDate): IsoDate {
  return addMonths(asOf, config.label.horizon_months);
}
