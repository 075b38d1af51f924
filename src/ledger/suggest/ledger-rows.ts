/**
 * Which ledger rows a file gives: those of a known file under the new names, or plain observations.
 */
import { pinyin } from 'pinyin-pro';
import type { FieldSpec, ObservationsSpec, SourceSpec } from '../mapping/schema.ts';
import { renamedDate } from './dates.ts';
import type { Identities } from './identities.ts';
import type { Note, Plain, ProposedColumn } from './proposal.ts';

/** Proposed `rows` and `observations`. */
export interface LedgerRows {
  readonly rows: readonly Plain[];
  readonly observations: Plain | null;
  readonly todo: readonly Note[];
}

/** A known file's rows, without what the file has no column for. */
export function renamedRows(
  source: SourceSpec,
  renamed: ReadonlyMap<string, string>,
  who: Identities,
): LedgerRows {
  const rows = source.rows.flatMap(({ table, when, occurred_on: own, columns }) => {
    const happened = own === undefined ? null : renamedDate(own, renamed);
    if (own !== undefined && happened === null) return [];
    const conditions = Object.entries(when).map(([column, values]) => [renamed.get(column), values] as const);
    if (conditions.some(([column]) => column === undefined)) return [];
    const fields = Object.entries(columns).flatMap(([target, field]) => {
      const kept = renamedField(field, renamed, who);
      return kept === null ? [] : [[target, kept] as const];
    });
    const condition =
      conditions.length === 0 ? {} : { when: Object.fromEntries(conditions) as Record<string, Plain> };
    const dated = happened === null ? {} : { occurred_on: happened };
    return [{ table, ...condition, ...dated, columns: Object.fromEntries(fields) }];
  });
  return { rows, observations: renamedObservations(source.observations, renamed, who), todo: [] };
}

function renamedField(field: FieldSpec, renamed: ReadonlyMap<string, string>, who: Identities): Plain | null {
  if ('from' in field) {
    const name = renamed.get(field.from);
    return name === undefined ? null : { from: name };
  }
  if ('person' in field) return Object.hasOwn(who.persons, field.person) ? field : null;
  if ('household' in field) return Object.hasOwn(who.households, field.household) ? field : null;
  return field;
}

function renamedObservations(
  spec: ObservationsSpec | undefined,
  renamed: ReadonlyMap<string, string>,
  who: Identities,
): Plain | null {
  if (!spec) return null;
  const rename = (pairs: Readonly<Record<string, string>>, both: boolean): Record<string, string> =>
    Object.fromEntries(
      Object.entries(pairs).flatMap(([column, other]) => {
        const name = renamed.get(column);
        const value = both ? renamed.get(other) : other;
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
    );
  const codes = rename(spec.codes, false);
  const details = rename(spec.details, true);
  const entity = entityOf(who);
  if (Object.keys(codes).length === 0 || entity === null) return null;
  return { ...entity, codes, ...(Object.keys(details).length === 0 ? {} : { details }) };
}

/** Every number as an observation; without numbers, one observation that the row is there. */
export function observedRows(
  columns: readonly ProposedColumn[],
  who: Identities,
  { department, key }: { department: string; key: string },
): LedgerRows {
  const entity = entityOf(who) ?? { household_id: key };
  const codes = observationCodes(columns, department);
  const todo: Note[] = [
    {
      zh: '没有相近的已知文件：先按观测装入，请改为合适的总账表',
      en: 'no known file is like it: loaded as observations, choose the ledger table that fits',
    },
  ];
  if (entityOf(who) === null)
    todo.push({
      zh: '没有人员或户号列，请核对以哪一列识别家庭',
      en: 'no person or household column: check which column tells the household',
    });
  if (Object.keys(codes).length > 0) return { rows: [], observations: { ...entity, codes }, todo };
  const detail = columns.find(({ spec }) => spec.type === 'code')?.name;
  const subject: Record<string, Plain> =
    'household_id' in entity
      ? { household_id: { from: key } }
      : Object.fromEntries(Object.entries(entity).map(([kind, name]) => [`${kind}_id`, { [kind]: name }]));
  const fields = {
    ...subject,
    code: { value: `${department}.listed` },
    value: { value: 1 },
    ...(detail === undefined ? {} : { detail: { from: detail } }),
  };
  return { rows: [{ table: 'observation', columns: fields }], observations: null, todo };
}

function entityOf(who: Identities): Record<string, string> | null {
  const [person] = Object.keys(who.persons);
  const [household] = Object.keys(who.households);
  const entity = {
    ...(household === undefined ? {} : { household }),
    ...(person === undefined ? {} : { person }),
  };
  return Object.keys(entity).length === 0 ? null : entity;
}

/** `department.pinyin_of_the_name`, made different where two names sound alike. */
function observationCodes(columns: readonly ProposedColumn[], department: string): Record<string, string> {
  const numeric = columns.filter(({ spec }) => ['amount', 'integer', 'decimal', 'flag'].includes(spec.type));
  const used = new Set<string>();
  const codes: Record<string, string> = {};
  for (const { name } of numeric) {
    const spoken = pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'array', nonZh: 'consecutive' });
    const word =
      spoken
        .join('_')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '') || 'column';
    let code = `${department}.${word}`;
    for (let n = 2; used.has(code); n++) code = `${department}.${word}_${n}`;
    used.add(code);
    codes[name] = code;
  }
  return codes;
}
