/**
 * All parameters: what each means, and its value by region and date, checked for overlap, gap, unit and source.
 */
import { JzError } from '../../core/errors/index.ts';
import type { Unit } from '../units.ts';
import type { Text } from '../text.ts';
import { NATION, regionChain } from './region.ts';
import { parseValue, unitOf, type ParameterValue } from './value.ts';
import type { ParameterFile, PolicyDocument, WrittenUnit } from './schema.ts';
import type { YamlFile } from './yaml.ts';

/** One value of one parameter in one region, with its source. */
export interface DatedEntry {
  readonly from: string;
  /** Last day; open when absent. */
  readonly to: string | undefined;
  readonly value: ParameterValue;
  /** For code sets: the codes as written. */
  readonly codes: readonly string[];
  readonly source: string;
  readonly article: string | undefined;
  readonly verified: boolean;
  readonly note: string | undefined;
  readonly region: string;
  readonly file: string;
  readonly line: number;
}

/** A parameter over all regions and dates. */
export interface Parameter {
  readonly id: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly writtenUnit: WrittenUnit;
  readonly file: string;
  /** Region code → values in order of date. */
  readonly byRegion: ReadonlyMap<string, readonly DatedEntry[]>;
}

/** Every parameter and cited document. */
export interface ParameterCatalogue {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly documents: Readonly<Record<string, PolicyDocument>>;
  /** Region code → its name. */
  readonly regionNames: ReadonlyMap<string, Text>;
}

/**
 * Joins the national file's declarations with every region's values; replacements come last and win.
 *
 * @throws JZ_POLICY_PARAMETER, JZ_POLICY_UNIT, JZ_POLICY_SOURCE, JZ_POLICY_OVERLAP, JZ_POLICY_GAP, JZ_POLICY_REGION
 */
export function buildCatalogue(
  files: readonly YamlFile<ParameterFile>[],
  documents: Readonly<Record<string, PolicyDocument>>,
  replacements: readonly YamlFile<ParameterFile>[] = [],
): ParameterCatalogue {
  const parameters = new Map<string, Parameter & { byRegion: Map<string, readonly DatedEntry[]> }>();
  const regionNames = new Map<string, Text>();
  const nationFirst = [...files].sort((a, b) => rank(a) - rank(b));
  const replaced = new Set(replacements);
  for (const file of [...nationFirst, ...replacements]) {
    const region = file.data.region;
    regionChain(region);
    regionNames.set(region, file.data.name);
    for (const [id, written] of Object.entries(file.data.parameters)) {
      const line = file.lineOf(['parameters', id]);
      const known = parameters.get(id) ?? (region === NATION ? declare(file, id, line) : undefined);
      if (!known) throw new JzError('JZ_POLICY_PARAMETER', { file: `${file.file}:${line}`, parameter: id });
      if (written.unit !== undefined && written.unit !== known.writtenUnit) {
        const problem = `${written.unit} ≠ ${known.writtenUnit}`;
        throw new JzError('JZ_POLICY_UNIT', { file: file.file, line, path: id, problem });
      }
      if (known.byRegion.has(region) && !replaced.has(file)) {
        throw new JzError('JZ_POLICY_OVERLAP', {
          file: file.file,
          line,
          parameter: id,
          region,
          value: '(all)',
        });
      }
      parameters.set(id, known);
      known.byRegion.set(region, checkedEntries(file, known, documents));
    }
  }
  return { parameters, documents, regionNames };
}

function rank(file: YamlFile<ParameterFile>): number {
  return file.data.region === NATION ? 0 : 1;
}

function declare(
  file: YamlFile<ParameterFile>,
  id: string,
  line: number,
): Parameter & { byRegion: Map<string, readonly DatedEntry[]> } {
  const written = file.data.parameters[id];
  if (!written?.title || written.unit === undefined) {
    throw new JzError('JZ_POLICY_FILE', {
      file: file.file,
      line,
      path: id,
      problem: 'title and unit are needed',
    });
  }
  const unit = unitOf(written.unit);
  if (!unit) {
    throw new JzError('JZ_POLICY_FILE', {
      file: file.file,
      line,
      path: `${id}.unit`,
      problem: `no unit "${written.unit}"`,
    });
  }
  return { id, title: written.title, ...unit, file: file.file, byRegion: new Map() };
}

function checkedEntries(
  file: YamlFile<ParameterFile>,
  parameter: Parameter,
  documents: Readonly<Record<string, PolicyDocument>>,
): readonly DatedEntry[] {
  const region = file.data.region;
  const values = file.data.parameters[parameter.id]?.values ?? [];
  const entries = values.map((written, i): DatedEntry => {
    const line = file.lineOf(['parameters', parameter.id, 'values', i]);
    const place = { file: file.file, line };
    const verified = written.verified ?? false;
    checkSource(place, parameter.id, written.source, { article: written.article, verified, documents });
    const value = parseValue(written.value, parameter, place);
    const { from, to, article, note } = written;
    const codes = Array.isArray(written.value) ? written.value : [];
    return {
      from,
      to,
      value,
      codes,
      source: written.source ?? '',
      article,
      verified,
      note,
      region,
      ...place,
    };
  });
  const sorted = entries.sort((a, b) => (a.from < b.from ? -1 : 1));
  checkPeriods(parameter.id, sorted);
  return sorted;
}

function checkSource(
  place: { file: string; line: number },
  parameter: string,
  source: string | undefined,
  given: {
    article: string | undefined;
    verified: boolean;
    documents: Readonly<Record<string, PolicyDocument>>;
  },
): void {
  const refuse = (problem: string): never => {
    throw new JzError('JZ_POLICY_SOURCE', { ...place, parameter, problem });
  };
  if (source === undefined) return refuse('source');
  const document = given.documents[source];
  if (!document) return refuse(`documents.yaml: ${source}`);
  if (!given.verified) return;
  if (given.article === undefined) return refuse('article');
  if (document.url === undefined) return refuse(`${source}: url`);
  if (document.seen === 'knowledge') refuse(`${source}: seen = knowledge, verified = true`);
}

function checkPeriods(parameter: string, entries: readonly DatedEntry[]): void {
  for (const [i, entry] of entries.entries()) {
    const { file, line, region } = entry;
    const details = { file, line, parameter, region, value: entry.from };
    if (entry.to !== undefined && entry.to < entry.from) throw new JzError('JZ_POLICY_OVERLAP', details);
    const before = entries[i - 1];
    if (!before) continue;
    if (before.from === entry.from) throw new JzError('JZ_POLICY_OVERLAP', details);
    if (before.to === undefined) continue;
    if (before.to >= entry.from) throw new JzError('JZ_POLICY_OVERLAP', details);
    if (dayAfter(before.to) !== entry.from) throw new JzError('JZ_POLICY_GAP', details);
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
