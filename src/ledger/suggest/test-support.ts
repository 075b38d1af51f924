/**
 * Cells like those departments write, for a column of a shipped mapping; for tests.
 */
import type { Rng } from '../../core/rng.ts';
import { identityCheckDigit } from '../codes/index.ts';
import { codeEntries } from '../mapping/column-schema.ts';
import type { KnownColumn, KnownSource } from './known.ts';
import type { SampleColumn } from './sample.ts';

const surnames = '王李张刘陈杨黄赵吴周徐孙';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英';
const villages = ['石桥村', '云溪镇新街', '大田乡柳村', '北山村', '南湖街道古井社区'];
const diagnoses = ['C34.9', 'I63.9', 'J18.9', 'N18.0', 'E11.9', 'I10', 'K80.2', 'M54.5', 'S72.0', 'F20.0'];

interface Making {
  readonly known: KnownSource;
  readonly rng: Rng;
}

/** A file of `rows` rows whose columns hold what a known source's columns hold, under other names. */
export function fileLike(
  known: KnownSource,
  headers: readonly string[],
  { rows, rng }: { rows: number; rng: Rng },
): SampleColumn[] {
  return known.columns.map((column, i) => {
    const own = rng.fork(column.name);
    const name = headers[i] ?? column.name;
    return { name, values: Array.from({ length: rows }, (_, row) => cell(column, row, { known, rng: own })) };
  });
}

function cell(column: KnownColumn, row: number, making: Making): string {
  const isOften = column.spec.required || making.rng.next() < 0.92;
  return isOften ? filled(column, row, making) : '';
}

function filled(column: KnownColumn, row: number, { known, rng }: Making): string {
  const { name, spec, isBirth } = column;
  switch (spec.type) {
    case 'date':
      return day(isBirth ? 1930 + rng.int(90) : eventYear(known, name, rng), name.length % 4, rng);
    case 'code':
      return codeEntries(spec)[rng.int(codeEntries(spec).length)]?.[0] ?? '';
    case 'decimal':
      return (rng.next() * Math.min(spec.max ?? 100, 300)).toFixed(2);
    case 'amount':
      return (rng.next() * Math.min(spec.max ?? 1000, spec.minor_units > 100 ? 80 : 9000)).toFixed(2);
    case 'text':
      return text(name, row, rng);
    default:
      return simple[spec.type]?.(rng) ?? '';
  }
}

/** What the department knows, it knows later than it happened. */
function eventYear({ source }: KnownSource, name: string, rng: Rng): number {
  const isRecorded = 'date' in source.recorded_at && source.recorded_at.date === name;
  return (isRecorded ? 2023 : 2022) + rng.int(3);
}

const simple: Readonly<Partial<Record<KnownColumn['spec']['type'], (rng: Rng) => string>>> = {
  id_number: idNumber,
  disability_certificate: (rng) => `${idNumber(rng)}${1 + rng.int(7)}${1 + rng.int(4)}`,
  name: (rng) => pick(surnames, rng) + pick(given, rng) + (rng.next() < 0.6 ? pick(given, rng) : ''),
  phone: (rng) => `1990000${String(rng.int(10_000)).padStart(4, '0')}`,
  address: (rng) => `云溪县${villages[rng.int(villages.length)] ?? ''}${1 + rng.int(200)}号`,
  month: (rng) => `2024${String(1 + rng.int(12)).padStart(2, '0')}`,
  year: (rng) => String(2022 + rng.int(3)),
  flag: (rng) => (rng.next() < 0.5 ? '是' : '否'),
  integer: (rng) => String(1 + rng.int(6)),
};

function text(name: string, row: number, rng: Rng): string {
  if (/诊断编码|病种编码/.test(name)) return diagnoses[rng.int(diagnoses.length)] ?? '';
  if (name === '病种名称') return ['肺恶性肿瘤', '脑梗死', '终末期肾病'][rng.int(3)] ?? '';
  if (name === '学年') return ['2022-2023', '2023-2024'][rng.int(2)] ?? '';
  if (name === '区划代码') return `33019900${1 + rng.int(9)}00${1 + rng.int(9)}`;
  return name === '户号' ? `H${String(rng.int(120)).padStart(6, '0')}` : `X${String(20_240_000 + row)}`;
}

function idNumber(rng: Rng): string {
  const digits = `990000${day(1930 + rng.int(90), 1, rng)}${String(rng.int(1000)).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}

function day(year: number, form: number, rng: Rng): string {
  const [month, date] = [1 + rng.int(12), 1 + rng.int(28)];
  const [mm, dd] = [String(month).padStart(2, '0'), String(date).padStart(2, '0')];
  return (
    [`${year}-${mm}-${dd}`, `${year}${mm}${dd}`, `${year}/${month}/${date}`, `${year}.${mm}.${dd}`][form] ??
    ''
  );
}

function pick(text: string, rng: Rng): string {
  return text.charAt(rng.int(text.length));
}
