/**
 * The model grid: every combination of the options of a family is a candidate, every candidate alone is a model group,
 * and so is the blend.
 */
import * as z from 'zod';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { forestDefaults } from '../../models/forest/fit.ts';
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { candidateNames, candidatesNamed, type Candidate } from '../auto/candidates.ts';

const oneOrMore = (value: z.ZodNumber) => z.union([value, z.array(value).min(1)]);
const share = z.number().gt(0).max(1);
const count = z.int().positive();
/** `declared`: risk may only rise, or only fall, with a feature whose declaration says so. */
const directions = z.literal('declared').optional();
const name = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'small letters, digits, - and _ expected');

const boosted = z
  .strictObject({
    rounds: oneOrMore(count),
    learning_rate: oneOrMore(share),
    max_leaves: oneOrMore(count.min(2)),
    max_depth: oneOrMore(count),
    min_child_rows: oneOrMore(count),
    lambda: oneOrMore(z.number().nonnegative()),
    row_share: oneOrMore(share),
    feature_share: oneOrMore(share),
  })
  .partial();

/** Candidates beside the built-in ones; an option with several values is tried with each. */
export const modelsSchema = z.array(
  z.discriminatedUnion('family', [
    z.strictObject({
      name,
      family: z.literal('gbdt'),
      directions,
      options: boosted,
    }),
    z.strictObject({
      name,
      family: z.literal('hazard'),
      directions,
      /** Months ahead that one model answers; the label's own is added. */
      horizons: z.array(count).min(1).default([3, 6, 12]),
      options: boosted,
    }),
    z.strictObject({
      name,
      family: z.literal('forest'),
      options: z
        .strictObject({
          trees: oneOrMore(count),
          max_depth: oneOrMore(count),
          min_child_rows: oneOrMore(count),
        })
        .partial(),
    }),
    z.strictObject({
      name,
      family: z.literal('scorecard'),
      directions,
      options: z
        .strictObject({
          max_bins_per_column: oneOrMore(count.min(2)),
          min_bin_share: oneOrMore(share),
          lambda: oneOrMore(z.number().nonnegative()),
        })
        .partial(),
    }),
  ]),
);

/** Models of a config. */
export type ModelsConfig = z.infer<typeof modelsSchema>;

/** What is trained, calibrated and judged as one: a candidate alone, or the blend of several. */
export interface ModelGroup {
  readonly id: string;
  /** Names of its candidates. */
  readonly members: readonly string[];
}

/** Every candidate, and every model group; the blend comes first. */
export interface ModelGrid {
  readonly candidates: readonly Candidate[];
  readonly groups: readonly ModelGroup[];
}

/** The blend's id. */
export const BLEND = 'blend';

/** Features with a declared direction: 1 where risk may only rise with the value, -1 where it may only fall. */
export type Directions = Readonly<Record<string, 1 | -1>>;

/** The part of a config that says what is tried, and how far ahead. */
interface Asked {
  readonly families: readonly string[];
  readonly models: ModelsConfig;
  readonly label: { readonly horizon_months: number };
}

/**
 * The grid of a config.
 *
 * @param declared directions of the columns models are given
 * @throws JZ_CONFIG_INVALID for a family nobody declared, or two candidates of one name
 */
export function modelGrid(file: string, { families, models, label }: Asked, declared: Directions): ModelGrid {
  const own = models.flatMap((model) => expand(model, label.horizon_months, declared));
  const builtIn = candidateNames.filter((one) => families.includes(one));
  const candidates = [...candidatesNamed(builtIn), ...own];
  const names = candidates.map((candidate) => candidate.name);
  const twice = names.find((one, i) => names.indexOf(one) !== i);
  if (twice !== undefined) throw refused(file, 'models', `two candidates are named ${twice}`);
  const members = families.flatMap((family) => {
    const found = names.filter((one) => one === family || one.startsWith(`${family}/`));
    if (found.length > 0) return found;
    throw refused(file, 'families', `${family} is neither one of ${builtInNames} nor the name of a model`);
  });
  const blend = members.length > 1 ? [{ id: BLEND, members }] : [];
  const alone = names.map((one): ModelGroup => ({ id: one, members: [one] }));
  return { candidates, groups: [...blend, ...alone] };
}

const builtInNames = candidateNames.join(', ');

/** The options of a grid as models take them. */
const optionNames = {
  rounds: 'rounds',
  learning_rate: 'learningRate',
  max_leaves: 'maxLeaves',
  max_depth: 'maxDepth',
  min_child_rows: 'minChildRows',
  lambda: 'lambda',
  row_share: 'rowShare',
  feature_share: 'featureShare',
  trees: 'trees',
  max_bins_per_column: 'maxBinsPerColumn',
  min_bin_share: 'minBinShare',
} as const;

function expand(model: ModelsConfig[number], months: number, declared: Directions): Candidate[] {
  const { name: own, family, options } = model;
  const monotone = family !== 'forest' && model.directions === 'declared' ? { monotone: declared } : {};
  return combinations(Object.entries(options)).map((chosen): Candidate => {
    const told = chosen.filter(([option]) => Array.isArray(options[option as keyof typeof options]));
    const suffix = told.map(([option, value]) => `${option}=${value}`).join(',');
    const full = suffix === '' ? own : `${own}/${suffix}`;
    const given = Object.fromEntries(
      chosen.map(([option, value]) => [optionNames[option as keyof typeof optionNames], value]),
    );
    switch (family) {
      case 'gbdt':
        return { name: full, family, options: { ...boostingDefaults, ...given, ...monotone } };
      case 'hazard': {
        const horizons = [...new Set([...model.horizons, months])].sort((a, b) => a - b);
        const ahead = { horizons, asked: horizons.indexOf(months) };
        return { name: full, family, options: { ...boostingDefaults, ...given, ...monotone, ...ahead } };
      }
      case 'forest':
        return { name: full, family, options: { ...forestDefaults, ...given } };
      case 'scorecard':
        return { name: full, family, options: { ...scorecardDefaults, ...given, ...monotone } };
    }
  });
}

type Chosen = readonly (readonly [option: string, value: number])[];

function combinations(options: readonly (readonly [string, number | number[] | undefined])[]): Chosen[] {
  return options.reduce<Chosen[]>(
    (soFar, [option, values = []]) =>
      soFar.flatMap((chosen) => [values].flat().map((value): Chosen => [...chosen, [option, value]])),
    [[]],
  );
}

function refused(file: string, path: string, problem: string): JzError {
  return new JzError('JZ_CONFIG_INVALID', { file, path, problem });
}
