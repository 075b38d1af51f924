/**
 * What a column is taken for when a known file has one like it.
 */
import { amountUnits, codeEntries, type ColumnSpec } from '../mapping/column-schema.ts';
import type { SourceSpec } from '../mapping/schema.ts';
import type { Contents } from './contents.ts';
import type { Pair } from './match.ts';
import { SURE, type Note, type Plain, type ProposedColumn } from './proposal.ts';
import { codeTableName, proposeCode } from './translate.ts';

interface Declared {
  readonly spec: ProposedColumn['spec'];
  readonly todo: readonly Note[];
}

/** Proposes a column's declaration after a known one. */
export function columnFromKnown(
  name: string,
  contents: Contents,
  { pair, source }: { pair: Pair; source: SourceSpec },
): ProposedColumn {
  const { known, confidence } = pair;
  const { spec, todo } = declare(known.spec, contents, { source, column: known.name });
  const why = { zh: `同「${known.name}」`, en: `as ${known.name}` };
  const doubt: Note[] =
    confidence < SURE ? [{ zh: '请核对是否同一项', en: 'check that it is the same' }] : [];
  const gaps: Note[] =
    known.spec.required && contents.filled < 1
      ? [{ zh: '必填，但样本中有空值', en: 'required, but empty in some rows of the sample' }]
      : [];
  const required: Record<string, Plain> =
    known.spec.required && spec.type !== 'year' ? { required: true } : {};
  const { type, ...rest } = spec;
  return { name, spec: { type, ...required, ...rest }, confidence, why, todo: [...doubt, ...gaps, ...todo] };
}

function declare(
  spec: ColumnSpec,
  contents: Contents,
  known: { readonly source: SourceSpec; readonly column: string },
): Declared {
  switch (spec.type) {
    case 'amount':
      return amount(spec, contents);
    case 'code':
      return words(spec, contents, known);
    case 'flag':
      return flag(spec, contents);
    case 'text':
      return { spec: { type: 'text', max_length: spec.max_length }, todo: [] };
    case 'integer':
    case 'decimal':
      return { spec: { type: spec.type, ...range(spec) }, todo: outside(spec, contents) };
    default:
      return { spec: { type: spec.type }, todo: [] };
  }
}

/** The unit of the name wins over the known file's. */
function amount(spec: Extract<ColumnSpec, { type: 'amount' }>, contents: Contents): Declared {
  const usual = Object.entries(amountUnits).find(([, fen]) => fen === spec.minor_units)?.[0] ?? '元';
  const named = contents.header.unit;
  if (named === null || named === usual)
    return { spec: { type: 'amount', unit: usual, ...range(spec) }, todo: outside(spec, contents) };
  const todo = [
    { zh: `列名写明${named}，已知文件用${usual}`, en: `the name says ${named}, the known file has ${usual}` },
  ];
  return { spec: { type: 'amount', unit: named }, todo };
}

function words(
  spec: Extract<ColumnSpec, { type: 'code' }>,
  contents: Contents,
  { source, column }: { readonly source: SourceSpec; readonly column: string },
): Declared {
  const known = new Map(codeEntries(spec));
  const table = codeTableName(source, column);
  const values: Record<string, string | number> = Object.fromEntries(known);
  const guessed: string[] = [];
  const unknown: string[] = [];
  for (const word of contents.values.slice(0, 60).filter((value) => !known.has(value))) {
    const code = proposeCode(word, table, known);
    if (code === null) unknown.push(word);
    else {
      values[word] =
        typeof codeEntries(spec)[0]?.[1] === 'number' && /^\d+$/.test(String(code)) ? Number(code) : code;
      guessed.push(word);
    }
  }
  const todo: Note[] = [];
  if (guessed.length > 0)
    todo.push({ zh: `请核对译码：${guessed.join('、')}`, en: `check the codes of ${guessed.join(', ')}` });
  if (unknown.length > 0)
    todo.push({
      zh: `尚无译码，将退回：${unknown.join('、')}`,
      en: `no code yet, rows go back: ${unknown.join(', ')}`,
    });
  return { spec: { type: 'code', values }, todo };
}

function flag(spec: Extract<ColumnSpec, { type: 'flag' }>, { values }: Contents): Declared {
  const yes = [
    ...new Set([
      ...spec.yes.map(String),
      ...values.filter((value) => /^(有|y|yes|true|t|需要|√)$/i.test(value)),
    ]),
  ];
  const no = [
    ...new Set([
      ...spec.no.map(String),
      ...values.filter((value) => /^(无|n|no|false|f|不需要|×)$/i.test(value)),
    ]),
  ];
  const unknown = values.filter((value) => !yes.includes(value) && !no.includes(value)).slice(0, 20);
  const todo = unknown.map((value) => ({ zh: `「${value}」算是还是否`, en: `is ${value} yes or no` }));
  return { spec: { type: 'flag', yes, no }, todo };
}

function range(spec: { min?: number | undefined; max?: number | undefined }): Record<string, number> {
  return {
    ...(spec.min === undefined ? {} : { min: spec.min }),
    ...(spec.max === undefined ? {} : { max: spec.max }),
  };
}

function outside(
  spec: { min?: number | undefined; max?: number | undefined },
  { numbers }: Contents,
): Note[] {
  if (!numbers) return [];
  const isOut = numbers.least < (spec.min ?? -Infinity) || numbers.most > (spec.max ?? Infinity);
  const seen = `${numbers.least}–${numbers.most}`;
  return isOut
    ? [{ zh: `样本为 ${seen}，超出上下限`, en: `the sample has ${seen}, outside the limits` }]
    : [];
}
