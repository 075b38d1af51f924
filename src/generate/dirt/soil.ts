/**
 * Puts mistakes into rows: most rows none, a few rows one kind, and beside a bad identity number sometimes more.
 */
import type { Rng } from '../../core/rng.ts';
import type { CellKind, DatasetForm } from '../departments/dataset.ts';
import { datasetName } from '../departments/dataset.ts';
import { rowKinds, type DirtKind, type DirtPlan, type RowKind } from './config.ts';
import {
  excelDamaged,
  fullWidth,
  homophone,
  replaceAt,
  spaced,
  transposed,
  withThousands,
  wrongCharacter,
  wrongDigit,
} from './damage.ts';

/** A row after its mistakes. */
export interface Soiled {
  readonly kinds: readonly DirtKind[];
  readonly cells: readonly string[];
  /** The same key a second time, with these cells. */
  readonly again: readonly string[] | null;
  /** The row's text cannot be read as its cells. */
  readonly broken: boolean;
}

/** Puts mistakes into rows of one dataset. */
export interface Soiler {
  /** Share of rows that get any. */
  readonly share: number;
  /**
   * One mistake in a copy of the row.
   *
   * @param u even in [0, share): which kind
   * @returns `null` when this row cannot have that kind
   */
  soil(cells: readonly string[], u: number, rng: Rng): Soiled | null;
  /** Another amount in place of the first that is not zero; `null` when there is none. */
  wrongAmount(cells: readonly string[], rng: Rng): readonly string[] | null;
}

type Damage = (text: string, rng: Rng) => string | null;

const kindColumns: Readonly<Record<RowKind, readonly CellKind[]>> = {
  number_missing: ['number', 'certificate'],
  number_digit: ['number', 'certificate'],
  number_transposed: ['number', 'certificate'],
  number_excel: ['number', 'certificate'],
  name_homophone: ['name'],
  name_character: ['name'],
  birth_off: ['birth'],
  sex_contradicts: ['sex'],
  amount_contradicts: ['yuan', 'wan'],
  duplicated: [],
  wrong_unit: ['yuan', 'wan'],
  full_width: ['yuan', 'wan', 'count', 'birth', 'date', 'month', 'number'],
  stray_spaces: ['number', 'name', 'sex', 'birth', 'yuan', 'wan', 'count', 'date', 'month', 'code'],
  thousands: ['yuan', 'wan'],
  broken_quoting: ['name', 'yuan', 'code'],
};

/**
 * A soiler for a dataset.
 *
 * @param character draws any character of given names
 */
export function createSoiler(
  form: DatasetForm,
  plan: DirtPlan,
  options: { readonly isCsv: boolean; readonly character: (rng: Rng) => string },
): Soiler {
  const columnsOf = (kinds: readonly CellKind[]): number[] =>
    form.columns.flatMap(([, kind], at) => (kinds.includes(kind) ? [at] : []));
  const care = plan.care[datasetName(form)] ?? 1;
  const steps: { readonly kind: RowKind; readonly columns: readonly number[]; readonly until: number }[] = [];
  let share = 0;
  for (const kind of rowKinds) {
    const columns = columnsOf(kindColumns[kind]);
    const applies = kind === 'duplicated' || columns.length > 0;
    if (!applies || (kind === 'broken_quoting' && !options.isCsv)) continue;
    share += plan.level.kinds[kind] * care;
    steps.push({ kind, columns, until: share });
  }
  const damages = damagesOf(form, plan, options.character);
  const beside = besideOf(form, plan, damages);
  const amounts = columnsOf(['yuan', 'wan']);
  const wrongAmount = (cells: readonly string[], rng: Rng): readonly string[] | null =>
    changed(cells, amounts, otherAmount, rng);
  return {
    share,
    wrongAmount,
    soil: (cells, u, rng) => {
      const step = steps.find(({ until }) => u < until);
      if (!step) return null;
      const { kind, columns } = step;
      const whole = { kinds: [kind], cells, again: null, broken: false };
      if (kind === 'broken_quoting') return { ...whole, broken: true };
      if (kind === 'duplicated') return { ...whole, again: cells };
      if (kind === 'amount_contradicts') {
        const again = wrongAmount(cells, rng);
        return again && { ...whole, again };
      }
      const soiled = changed(cells, columns, damages[kind], rng);
      if (!soiled) return null;
      return kind.startsWith('number_') ? beside(soiled, kind, rng) : { ...whole, cells: soiled };
    },
  };
}

/** The row with one of the columns damaged: a drawn one, else the next that can be. */
function changed(
  cells: readonly string[],
  columns: readonly number[],
  damage: Damage,
  rng: Rng,
): string[] | null {
  const start = rng.int(Math.max(1, columns.length));
  for (let step = 0; step < columns.length; step++) {
    const at = columns[(start + step) % columns.length] ?? 0;
    const text = cells[at] ?? '';
    const damaged = text === '' ? null : damage(text, rng);
    if (damaged === null || damaged === text) continue;
    const copy = [...cells];
    copy[at] = damaged;
    return copy;
  }
  return null;
}

type SimpleKind = Exclude<RowKind, 'broken_quoting' | 'duplicated' | 'amount_contradicts'>;

function damagesOf(
  form: DatasetForm,
  plan: DirtPlan,
  character: (rng: Rng) => string,
): Readonly<Record<SimpleKind, Damage>> {
  const isTenThousand = form.columns.some(([, kind]) => kind === 'wan');
  return {
    number_missing: () => '',
    number_digit: wrongDigit,
    number_transposed: transposed,
    number_excel: excelDamaged,
    name_homophone: (text, rng) => homophone(text, plan.homophones, rng),
    name_character: (text, rng) => wrongCharacter(text, character(rng), rng),
    birth_off: birthOff,
    sex_contradicts: (text) => (text === '男' ? '女' : '男'),
    wrong_unit: (text) => otherUnit(text, isTenThousand ? 10_000 : 100),
    full_width: fullWidth,
    stray_spaces: spaced,
    thousands: withThousands,
  };
}

/** What else is wrong in a row without a good number. */
function besideOf(
  form: DatasetForm,
  plan: DirtPlan,
  damages: Readonly<Record<SimpleKind, Damage>>,
): (cells: string[], kind: RowKind, rng: Rng) => Soiled {
  const shares = plan.level.beside_bad_number;
  const name: Damage = (text, rng) =>
    (rng.int(2) === 0 ? damages.name_homophone(text, rng) : null) ?? damages.name_character(text, rng);
  const faults: readonly (readonly [CellKind, number, DirtKind, Damage])[] = [
    ['name', shares.name, 'name_character', name],
    ['birth', shares.birth, 'birth_off', birthOff],
    ['phone', shares.phone, 'phone_changed', otherPhone],
    ['address', shares.address, 'address_changed', otherAddress],
  ];
  const present = faults.flatMap(([cell, share, dirt, damage]) => {
    const at = form.columns.findIndex(([, kind]) => kind === cell);
    return at < 0 ? [] : [{ at, share, dirt, damage }];
  });
  return (cells, kind, rng) => {
    const kinds: DirtKind[] = [kind];
    for (const { at, share, dirt, damage } of present) {
      const text = cells[at] ?? '';
      const damaged = rng.next() < share && text !== '' ? damage(text, rng) : null;
      if (damaged === null) continue;
      cells[at] = damaged;
      kinds.push(dirt);
    }
    return { kinds, cells, again: null, broken: false };
  };
}

/** Another year of birth, or month and day exchanged; always a day that exists. */
function birthOff(text: string, rng: Rng): string | null {
  const found = /^(\d{4})(\D?)(\d{2})(\D?)(\d{2})$/.exec(text);
  if (!found) return null;
  const [, year = '', first = '', month = '', second = '', day = ''] = found;
  if (rng.int(2) === 0 && Number(day) <= 12 && day !== month) return `${year}${first}${day}${second}${month}`;
  if (month === '02' && day === '29') return null;
  const digit = (Number(year.charAt(3)) + 1 + rng.int(9)) % 10;
  return `${replaceAt(year, 3, String(digit))}${first}${month}${second}${day}`;
}

/** An amount written in a smaller unit than the column's. */
function otherUnit(text: string, factor: number): string | null {
  const amount = Math.round(Number(text) * factor * 100) / 100;
  return Number.isFinite(amount) && amount > 0 ? String(amount) : null;
}

/** An amount with its first digit changed. */
function otherAmount(text: string, rng: Rng): string | null {
  const at = text.search(/[1-9]/);
  if (at < 0) return null;
  return replaceAt(text, at, String(1 + ((Number(text.charAt(at)) + rng.int(8)) % 9)));
}

function otherPhone(text: string, rng: Rng): string {
  return rng.int(2) === 0 ? '' : text.slice(0, 3) + String(rng.int(100_000_000)).padStart(8, '0');
}

/** Another house in the same place, or the place alone. */
function otherAddress(text: string, rng: Rng): string {
  const house = text.search(/\d/);
  if (house < 0 || rng.int(2) === 0) return house < 0 ? '' : text.slice(0, house);
  return `${text.slice(0, house)}${1 + rng.int(200)}号`;
}
