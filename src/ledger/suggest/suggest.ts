/**
 * Proposes a mapping for a department's file from its header and contents.
 */
import { basename } from 'node:path';
import { contentsOf, type Contents } from './contents.ts';
import type { KnownSource } from './known.ts';
import { bestMatch, type Match } from './match.ts';
import { propose } from './propose.ts';
import type { Note, Plain } from './proposal.ts';
import type { Sample } from './sample.ts';
import { mappingText } from './write-yaml.ts';

/** What is known beside the sample. */
export interface SuggestOptions {
  /** Whose file it is; default: the department whose known file it looks like. */
  readonly department?: string | undefined;
  readonly headerRow?: number | undefined;
  readonly known: readonly KnownSource[];
}

/** One column as it was understood. */
export interface SuggestedColumn {
  readonly name: string;
  readonly type: string;
  /** Column of the known file it was taken for; null when for none. */
  readonly as: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly todo: readonly Note[];
}

/** A proposal. */
export interface Suggestion {
  /** The known file it looks like, and how many of its columns were found. */
  readonly looksLike: {
    readonly title: string;
    readonly files: string;
    readonly columns: number;
    readonly matched: number;
    readonly quality: number;
  } | null;
  readonly tables: readonly string[];
  readonly columns: readonly SuggestedColumn[];
  readonly todo: readonly Note[];
  /** The mapping file's text; the mapping language accepts it. */
  readonly yaml: string;
}

/** Least likeness to a known file for its mapping to be taken over. */
const ALIKE = 0.45;
/** Below this the likeness itself is to be checked: files of another kind reach 0.72, files renamed throughout 0.67. */
const SURELY_ALIKE = 0.72;

/** Proposes a mapping; the same sample gives the same text. */
export function suggestMapping(file: string, sample: Sample, options: SuggestOptions): Suggestion {
  const columns = sample.columns.filter(({ name }, i) => isUsable(name) && firstOf(sample, name) === i);
  const contents = columns.map(contentsOf);
  const found = bestMatch(contents, options.known);
  const match = found && found.quality >= ALIKE ? found : null;
  const department = options.department ?? match?.known.source.department ?? 'department';
  const names = columns.map(({ name }) => name);
  const proposal = propose({ names, contents, match, department, file: fileKeys(file, sample, options) });
  const as = new Map(match?.pairs.map(({ position, known }) => [names[position], known.name]));
  const looksLike = match && likenessOf(match);
  const yaml = mappingText(proposal, {
    title: titleOf(file, match),
    synthetic: hasPracticeNumbers(contents),
    comments: [...opening(basename(file), sample, looksLike), ...unnamed(sample, columns.length)],
  });
  return {
    looksLike,
    tables: tablesOf(proposal.tail),
    columns: proposal.columns.map(({ name, spec, confidence, todo }) => ({
      name,
      type: spec.type,
      as: as.get(name) ?? null,
      confidence,
      todo,
    })),
    todo: [...unnamed(sample, columns.length), ...proposal.todo],
    yaml,
  };
}

/** A mapping cannot name a column without a name, with a very long one, or with one that JavaScript keeps to itself. */
function isUsable(name: string): boolean {
  return name !== '' && name.length <= 200 && name !== '__proto__';
}

function firstOf(sample: Sample, name: string): number {
  return sample.columns.findIndex((column) => column.name === name);
}

function unnamed(sample: Sample, used: number): Note[] {
  const left = sample.columns.length - used;
  if (left === 0) return [];
  return [
    {
      zh: `TODO ${left} 列无名、重名或名称无效，未列入`,
      en: `${left} columns have no, a repeated or an unusable name`,
    },
  ];
}

function likenessOf({ known, pairs, quality }: Match): NonNullable<Suggestion['looksLike']> {
  const { title = '', files } = known.source;
  return { title, files: String(files), columns: known.columns.length, matched: pairs.length, quality };
}

function titleOf(file: string, match: Match | null): string {
  return match?.known.source.title ?? basename(file);
}

function opening(name: string, sample: Sample, like: Suggestion['looksLike']): Note[] {
  const looked: Note = {
    zh: `由 ${name} 的前 ${sample.rows} 行推断，请逐条核对 TODO 后使用；被其他映射 include 时删去 currency 和 synthetic`,
    en: `guessed from ${sample.rows} rows; check every TODO; to be included by another mapping, take out currency and synthetic`,
  };
  if (!like) return [looked];
  const { title, matched, columns } = like;
  const found = {
    zh: `像「${title}」：其 ${columns} 列找到 ${matched} 列`,
    en: `${matched} of its ${columns} columns found`,
  };
  const doubt = { zh: 'TODO 请先核对是否同类文件', en: 'check first that it is the same kind of file' };
  return like.quality < SURELY_ALIKE ? [found, doubt, looked] : [found, looked];
}

/** Digits of the name stand for any digits: the next delivery is named by another date. */
function fileKeys(file: string, sample: Sample, { headerRow }: SuggestOptions): Record<string, Plain> {
  const name = basename(file);
  const pattern = name.replace(/\d[\d-]*/g, '*').replace(/\*+/g, '*');
  return {
    files: pattern.startsWith('*.') ? name : pattern,
    ...(sample.delimiter === ',' ? {} : { delimiter: sample.delimiter }),
    ...(sample.sheet === null ? {} : { sheet: sample.sheet }),
    ...(headerRow === undefined || headerRow === 1 ? {} : { header_row: headerRow }),
  };
}

function hasPracticeNumbers(contents: readonly Contents[]): boolean {
  return contents.some(({ kind, values }) => kind === 'id_number' && values[0]?.startsWith('99') === true);
}

function tablesOf(tail: Readonly<Record<string, Plain>>): string[] {
  const rows = Array.isArray(tail['rows']) ? (tail['rows'] as readonly Record<string, Plain>[]) : [];
  const tables = rows.flatMap(({ table }) => (typeof table === 'string' ? [table] : []));
  return [...new Set([...tables, ...(tail['observations'] === undefined ? [] : ['observation'])])];
}
