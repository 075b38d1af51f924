/**
 * What a column is taken for when no known file tells: by its contents and the words of its name.
 */
import type { Contents } from './contents.ts';
import { SURE, type Note, type Plain, type ProposedColumn } from './proposal.ts';

type Guess = readonly [spec: ProposedColumn['spec'], confidence: number, zh: string, en: string];

const moneyWords = /额|费|支付|金$|款|价|值|收入|支出|余额|工资|待遇|租|补贴|损失|资本/;

/** Proposes a column's declaration. */
export function columnFromContents(name: string, contents: Contents): ProposedColumn {
  const [spec, sure, zh, en] = guess(contents);
  const confidence = sure * contents.share;
  const todo: Note[] =
    confidence < SURE
      ? [{ zh: '请核对类型', en: 'check the type' }, ...moneyDoubt(contents, spec)]
      : moneyDoubt(contents, spec);
  return { name, spec, confidence, why: { zh, en }, todo };
}

function guess(contents: Contents): Guess {
  const { kind, share } = contents;
  const percent = share === 1 ? '' : `${Math.floor(share * 100)} % `;
  switch (kind) {
    case 'id_number':
      return [
        { type: 'id_number' },
        1,
        `${percent} 通过身份证号校验`,
        `${percent} are valid identity numbers`,
      ];
    case 'disability_certificate':
      return [{ type: kind }, 1, '20 位残疾人证号', 'disability certificates of 20 digits'];
    case 'phone':
      return [{ type: kind }, 0.95, `${percent}是电话号码`, `${percent}phone numbers`];
    case 'name':
      return [{ type: kind }, 0.9, `${percent}以姓氏开头`, `${percent}begin with a surname`];
    case 'address':
      return [{ type: kind }, 0.85, '像地址', 'looks like addresses'];
    case 'date':
      return [{ type: kind }, 0.95, `${percent}是日期`, `${percent}days`];
    case 'month':
      return [{ type: kind }, 0.9, `${percent}是月份`, `${percent}months`];
    case 'year':
      return [{ type: kind }, 0.9, '四位年份', 'years'];
    case 'number':
      return numberGuess(contents);
    default:
      return wordGuess(contents);
  }
}

function wordGuess({ kind, values, filled }: Contents): Guess {
  if (kind === 'flag') {
    const yes = values.filter((value) => /^(是|有|1|y|yes|true|t|需要|√)$/i.test(value));
    const no = values.filter((value) => !yes.includes(value));
    return [{ type: 'flag', yes, no }, 0.9, '只有两种值', 'two values only'];
  }
  if (kind === 'code')
    return [{ type: 'code', values }, 0.85, `${values.length} 种值`, `${values.length} values`];
  if (kind === 'region') return [{ type: 'text', max_length: 12 }, 0.85, '行政区划代码', 'region codes'];
  if (kind === 'icd10') return [{ type: 'text', max_length: 20 }, 0.9, 'ICD-10 诊断编码', 'ICD-10 diagnoses'];
  if (kind === 'key' && filled === 1)
    return [{ type: 'text', required: true, max_length: 60 }, 0.85, '从不重复的编号', 'never repeats'];
  if (kind === 'empty') return [{ type: 'text' }, 0.3, '样本中全为空', 'empty in the sample'];
  return [{ type: 'text' }, 0.6, '文本', 'text'];
}

/** Money is told by words of the name; its unit by the name, else by the size of the numbers. */
function numberGuess(contents: Contents): Guess {
  const { header, numbers } = contents;
  const range: Record<string, Plain> = numbers && numbers.least < 0 ? {} : { min: 0 };
  if (header.unit !== null)
    return [
      { type: 'amount', unit: header.unit, ...range },
      0.95,
      `列名写明${header.unit}`,
      `the name says ${header.unit}`,
    ];
  if (moneyWords.test(header.text) && !/率|比例|次|数$|月数/.test(header.text))
    return [
      { type: 'amount', unit: '元', ...range },
      0.75,
      '列名像金额，单位按元',
      'the name says money; yuan assumed',
    ];
  if (numbers?.whole) return [{ type: 'integer', ...range }, 0.8, '整数', 'whole numbers'];
  return [{ type: 'decimal', ...range }, 0.75, '数值', 'numbers'];
}

/** Fractions of a unit below a fen, or nothing above a few hundred where money is meant, may be 万元. */
function moneyDoubt({ header, numbers, values }: Contents, spec: ProposedColumn['spec']): Note[] {
  if (spec.type !== 'amount' || header.unit !== null || !numbers) return [];
  const isFine = values.some((value) => /\.\d{3,}$/.test(value));
  if (!isFine && numbers.most > 500) return [];
  return [{ zh: '数值偏小，单位可能是万元', en: 'small numbers: the unit may be 万元' }];
}
