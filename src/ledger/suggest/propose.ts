/**
 * A whole proposal for a file: after the known file it looks like, or by its contents alone.
 */
import type * as z from 'zod';
import { findFault } from '../mapping/check.ts';
import { mappingSchema } from '../mapping/schema.ts';
import { columnFromContents } from './column-from-contents.ts';
import { columnFromKnown } from './column-from-known.ts';
import type { Contents } from './contents.ts';
import { proposeDates, type ProposedDates } from './dates.ts';
import { guessIdentities, renamedIdentities, type Identities } from './identities.ts';
import { observedRows, renamedRows, type LedgerRows } from './ledger-rows.ts';
import type { Match } from './match.ts';
import { sourceOf, type Note, type Plain, type Proposal, type ProposedColumn } from './proposal.ts';

/** What is proposed for. */
export interface Subject {
  /** Names of the columns as in the file. */
  readonly names: readonly string[];
  readonly contents: readonly Contents[];
  /** Null when no known file is like it. */
  readonly match: Match | null;
  readonly department: string;
  /** Keys about the file: `files`, `sheet`, `delimiter`, `header_row`. */
  readonly file: Readonly<Record<string, Plain>>;
}

/** Proposes a source that the mapping language accepts. */
export function propose(subject: Subject): Proposal {
  if (subject.match) {
    const proposal = withoutFaults(fromMatch(subject, subject.match));
    if (proposal) return proposal;
  }
  const proposal = fromContents(subject);
  const fault = faultOf(proposal);
  if (fault) throw new Error(`a proposal the mapping language refuses, at ${fault.path}: ${fault.problem}`);
  return proposal;
}

function fromMatch(subject: Subject, match: Match): Proposal {
  const { names, contents } = subject;
  const { source } = match.known;
  const pairs = new Map(match.pairs.map((pair) => [pair.position, pair]));
  const renamed = new Map(match.pairs.map(({ position, known }) => [known.name, names[position] ?? '']));
  const columns = names.map((name, i) => {
    const pair = pairs.get(i);
    const looked = contents[i];
    if (!looked) throw new Error(`column ${name} was not looked at`);
    return pair ? columnFromKnown(name, looked, { pair, source }) : unused(columnFromContents(name, looked));
  });
  const who = renamedIdentities(source, renamed);
  const dates = proposeDates(names, contents, { source, renamed });
  const key = source.unique.flatMap((name) => renamed.get(name) ?? []);
  const { registry, supersedes, delivered_on: delivered } = source;
  const nature = {
    ...(registry ? { registry } : {}),
    ...(supersedes ? { supersedes } : {}),
    ...(delivered ? { delivered_on: delivered } : {}),
  };
  return assemble(subject, { columns, who, dates, key, nature, rows: renamedRows(source, renamed, who) });
}

function fromContents(subject: Subject): Proposal {
  const { names, contents, department } = subject;
  const columns = names.flatMap((name, i) => {
    const looked = contents[i];
    return looked ? [columnFromContents(name, looked)] : [];
  });
  const who = guessIdentities(columns, contents);
  const key = keyOf(columns, contents);
  const dates = proposeDates(names, contents, null);
  const needsKey = Object.keys(who.persons).length + Object.keys(who.households).length === 0;
  const declared = needsKey
    ? columns.map((column) => (column.name === key ? asKey(column) : column))
    : columns;
  const rows = observedRows(declared, who, { department, key });
  return assemble(subject, { columns: declared, who, dates, key: [key], nature: {}, rows });
}

interface Parts {
  readonly columns: readonly ProposedColumn[];
  readonly who: Identities;
  readonly dates: ProposedDates;
  readonly key: readonly string[];
  readonly nature: Readonly<Record<string, Plain>>;
  readonly rows: LedgerRows;
}

function assemble(subject: Subject, parts: Parts): Proposal {
  const { columns, who, dates, nature, rows } = parts;
  const isKeyKnown = parts.key.length > 0;
  const unique = isKeyKnown ? parts.key : [keyOf(columns, subject.contents)];
  const head = {
    department: subject.department,
    ...subject.file,
    ...nature,
    occurred_on: dates.occurredOn,
    recorded_at: dates.recordedAt,
    unique,
    expected_bad_share: 0.03,
  };
  const tail = {
    ...(Object.keys(who.persons).length === 0 ? {} : { persons: who.persons }),
    ...(Object.keys(who.households).length === 0 ? {} : { households: who.households }),
    ...(rows.rows.length === 0 ? {} : { rows: rows.rows }),
    ...(rows.observations === null ? {} : { observations: rows.observations }),
  };
  const added = dates.missing === null ? columns : [...columns, missingDate(dates.missing)];
  const declared = added.map((column) =>
    dates.required.includes(column.name) ? asRequired(column) : column,
  );
  const todo = isKeyKnown ? [] : [{ zh: '请核对主键', en: 'check the key' }];
  return { head, columns: declared, tail, todo: [...dates.todo, ...rows.todo, ...todo] };
}

/** Takes away the ledger rows that lack something; null when nothing is left or the fault lies elsewhere. */
function withoutFaults(proposal: Proposal): Proposal | null {
  let current = proposal;
  for (;;) {
    const fault = faultOf(current);
    if (!fault) return current;
    const [part = '', index = ''] = fault.path.split('.');
    const rows = current.tail['rows'];
    if (part === 'observations' && Array.isArray(rows))
      current = without(current, { observations: fault.problem });
    else if (part === 'rows' && Array.isArray(rows) && /^\d+$/.test(index))
      current = withoutRow(current, rows as readonly Plain[], {
        index: Number(index),
        problem: fault.problem,
      });
    else return null;
  }
}

function without(proposal: Proposal, { observations }: { observations: string }): Proposal {
  const tail = Object.fromEntries(Object.entries(proposal.tail).filter(([key]) => key !== 'observations'));
  return { ...proposal, tail, todo: [...proposal.todo, leftOut('observation', observations)] };
}

function withoutRow(
  proposal: Proposal,
  rows: readonly Plain[],
  { index, problem }: { index: number; problem: string },
): Proposal {
  const gone = rows[index];
  const named = typeof gone === 'object' && 'table' in gone ? gone['table'] : undefined;
  const table = typeof named === 'string' ? named : '';
  const rest = rows.filter((_, i) => i !== index);
  const tail = Object.fromEntries(
    Object.entries({ ...proposal.tail, rows: rest }).filter(([key]) => key !== 'rows' || rest.length > 0),
  );
  return { ...proposal, tail, todo: [...proposal.todo, leftOut(table, problem)] };
}

function leftOut(table: string, problem: string): Note {
  return {
    zh: `缺列，未写入 ${table}：${problem}`,
    en: `nothing goes to ${table}, a column is missing: ${problem}`,
  };
}

function faultOf(proposal: Proposal): { path: string; problem: string } | null {
  const mapping = { mapping: 1, title: 'proposal', currency: 'CNY', sources: [sourceOf(proposal)] };
  const parsed = mappingSchema.safeParse(mapping);
  if (!parsed.success) return issueOf(parsed.error);
  const [source] = parsed.data.sources;
  return source ? findFault(source) : null;
}

function issueOf(error: z.ZodError): { path: string; problem: string } {
  const issue = error.issues[0];
  return { path: (issue?.path.slice(2) ?? []).map(String).join('.'), problem: issue?.message ?? '' };
}

/** The first column that never repeats, else the first identity number or name, else the first of all. */
function keyOf(columns: readonly ProposedColumn[], contents: readonly Contents[]): string {
  const isFull = (i: number): boolean => contents[i]?.kind === 'key' && contents[i].filled === 1;
  const found =
    columns.find((_, i) => isFull(i)) ??
    columns.find(({ spec }) => spec.type === 'id_number' || spec.type === 'name') ??
    columns[0];
  return found?.name ?? '';
}

function asKey(column: ProposedColumn): ProposedColumn {
  return { ...column, spec: { type: 'text', required: true, max_length: 200 } };
}

function asRequired(column: ProposedColumn): ProposedColumn {
  const { type, ...rest } = column.spec;
  return { ...column, spec: { type, required: true, ...rest } };
}

function missingDate(name: string): ProposedColumn {
  const why = { zh: '文件中没有', en: 'not in the file' };
  return {
    name,
    spec: { type: 'date', required: true },
    confidence: 0,
    why,
    todo: [{ zh: '请发送方加上', en: 'ask the sender for it' }],
  };
}

function unused(column: ProposedColumn): ProposedColumn {
  return { ...column, todo: [...column.todo, { zh: '未写入总账', en: 'goes to no ledger table' }] };
}
