/**
 * What the parameters say in one region on one day, with any reform laid over them.
 */
import { JzError } from '../../core/errors/index.ts';
import type { DatedEntry, Parameter, ParameterCatalogue } from './catalogue.ts';
import { regionChain } from './region.ts';

/** A value with where it comes from. */
export interface ResolvedParameter {
  readonly parameter: Parameter;
  readonly value: number;
  /** Absent when a reform set the value. */
  readonly entry: DatedEntry | undefined;
  /** Whether the number was read in its document; of a value "the same as another" that other one counts too. */
  readonly isVerified: boolean;
}

/** The parameters of one region on one day; values are looked up when asked. */
export interface Snapshot {
  readonly region: string;
  readonly date: string;
  /** @throws JZ_POLICY_NOT_YET, JZ_POLICY_PARAMETER */
  resolve(id: string): ResolvedParameter;
  /** The number alone. */
  value(id: string): number;
}

/** Values set by a reform, in the parameter's inner unit (fen, ten-thousandths, 0/1). */
export type Overrides = Readonly<Record<string, number>>;

/** Snapshots kept of one catalogue: every month of a decade, or as many reforms. */
const SNAPSHOTS_KEPT = 128;
const kept = new WeakMap<ParameterCatalogue, Map<string, Snapshot>>();

/**
 * Opens the parameters for a region and a day; asked again, gives the same object, for which compiled rules are kept.
 *
 * @throws JZ_POLICY_REGION for a code that is none; JZ_POLICY_PARAMETER for an override of an unknown parameter
 */
export function snapshotOf(
  catalogue: ParameterCatalogue,
  region: string,
  date: string,
  overrides: Overrides = {},
): Snapshot {
  const known = kept.get(catalogue) ?? new Map<string, Snapshot>();
  kept.set(catalogue, known);
  const reform = Object.entries(overrides).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = JSON.stringify([region, date, reform]);
  const found = known.get(key) ?? open(catalogue, region, date, Object.fromEntries(reform));
  known.delete(key);
  known.set(key, found);
  const [oldest] = known.keys();
  if (known.size > SNAPSHOTS_KEPT && oldest !== undefined) known.delete(oldest);
  return found;
}

function open(catalogue: ParameterCatalogue, region: string, date: string, overrides: Overrides): Snapshot {
  const chain = regionChain(region);
  for (const id of Object.keys(overrides)) named(catalogue, id);
  const held = new Map<string, ResolvedParameter>();
  const resolve = (id: string, asked: readonly string[] = []): ResolvedParameter => {
    const known = held.get(id);
    if (known) return known;
    if (asked.includes(id)) {
      throw new JzError('JZ_POLICY_CIRCULAR', {
        problem: [...asked, id].join(' → '),
        file: placeOf(named(catalogue, id), { chain, date, overrides }),
      });
    }
    const found = lookUp(catalogue, id, { chain, date, overrides }, (other) =>
      resolve(other, [...asked, id]),
    );
    held.set(id, found);
    return found;
  };
  return { region, date, resolve, value: (id) => resolve(id).value };
}

interface Asked {
  readonly chain: readonly string[];
  readonly date: string;
  readonly overrides: Overrides;
}

function lookUp(
  catalogue: ParameterCatalogue,
  id: string,
  asked: Asked,
  other: (id: string) => ResolvedParameter,
): ResolvedParameter {
  const parameter = named(catalogue, id);
  const override = asked.overrides[id];
  if (override !== undefined) return { parameter, value: override, entry: undefined, isVerified: false };
  const entry = entryFor(parameter, asked);
  if (!entry) throw notYet(parameter, asked);
  return { parameter, entry, ...numberOf(entry, parameter, other) };
}

/** The nearest region's value on the day. */
function entryFor(parameter: Parameter, { chain, date }: Asked): DatedEntry | undefined {
  for (const region of chain) {
    const entry = parameter.byRegion.get(region)?.findLast((candidate) => covers(candidate, date));
    if (entry) return entry;
  }
  return undefined;
}

function placeOf(parameter: Parameter, asked: Asked): string {
  const entry = entryFor(parameter, asked);
  return entry ? `${entry.file}:${entry.line}` : parameter.file;
}

function numberOf(
  entry: DatedEntry,
  parameter: Parameter,
  other: (id: string) => ResolvedParameter,
): { value: number; isVerified: boolean } {
  if (typeof entry.value === 'number') return { value: entry.value, isVerified: entry.verified };
  const same = other(entry.value.sameAs);
  if (same.parameter.unit === parameter.unit) {
    return { value: same.value, isVerified: entry.verified && same.isVerified };
  }
  const problem = `${entry.value.sameAs}: ${same.parameter.unit} ≠ ${parameter.unit}`;
  throw new JzError('JZ_POLICY_UNIT', { file: entry.file, line: entry.line, path: parameter.id, problem });
}

function covers(entry: DatedEntry, date: string): boolean {
  return entry.from <= date && (entry.to === undefined || date <= entry.to);
}

function named(catalogue: ParameterCatalogue, id: string): Parameter {
  const parameter = catalogue.parameters.get(id);
  if (!parameter) throw new JzError('JZ_POLICY_PARAMETER', { file: '(rules)', parameter: id });
  return parameter;
}

function notYet(parameter: Parameter, asked: Asked): JzError {
  const entries = asked.chain.flatMap((region) => [...(parameter.byRegion.get(region) ?? [])]);
  const first = entries.sort((a, b) => (a.from < b.from ? -1 : 1))[0];
  return new JzError('JZ_POLICY_NOT_YET', {
    parameter: parameter.id,
    region: asked.chain[0] ?? '',
    value: asked.date,
    expected: first?.from ?? '—',
    file: first ? `${first.file}:${first.line}` : parameter.file,
  });
}
