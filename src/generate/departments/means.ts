/** Means: secured housing, property, money in banks, electricity, water. */
import { NO_WORD, Word } from '../files/word.ts';
import type { Dataset, View } from './dataset.ts';
import type { Face } from './faces.ts';
import { registered } from './police.ts';
import { housingWords, moneyWords, useWords } from './words.ts';

export const securedHousing: Dataset = {
  form: {
    department: 'housing',
    name: 'secured',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['保障编号', 'key'],
      ['承租人身份证号', 'number'],
      ['承租人姓名', 'name'],
      ['保障方式', 'code'],
      ['房屋等级', 'code'],
      ['月租金', 'yuan'],
      ['欠租月数', 'count'],
      ['欠租金额', 'yuan'],
      ['认定日期', 'date'],
      ['更新日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    for (const home of history.securedHousing) {
      const known = registered(view, book, home.day);
      const face = faces.person(home.person);
      book
        .row(known, home.person)
        .numbered('BZ', home.number, 9)
        .number(face.number)
        .word(face.name)
        .word(housingWords[home.mode])
        .text(`${home.grade}级`)
        .yuan(home.rentFen)
        .count(home.arrearsMonths)
        .yuan(home.arrearsFen)
        .word(calendar.day(home.confirmedDay, 'compact'))
        .word(calendar.day(known, 'compact'))
        .end();
    }
  },
};

export const property: Dataset = {
  form: {
    department: 'land_registry',
    name: 'property',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['不动产单元号', 'key'],
      ['权利人身份证号', 'number'],
      ['权利人姓名', 'name'],
      ['用途', 'code'],
      ['建筑面积(㎡)', 'count'],
      ['评估价值(万元)', 'wan'],
      ['登记日期', 'date'],
      ['状态', 'code'],
      ['更新日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    for (const unit of history.properties) {
      const face = faces.person(unit.person);
      const post = (day: number, state: Word): void => {
        const known = registered(view, book, day);
        book
          .row(known, unit.person)
          .numbered('BDC', unit.number, 10)
          .number(face.number)
          .word(face.name)
          .word(useWords[unit.use])
          .count(unit.areaM2)
          .wan(unit.valueFen)
          .word(calendar.day(unit.firstDay, 'compact'))
          .word(state)
          .word(calendar.day(known, 'compact'))
          .end();
      };
      post(unit.firstDay, IN_FORCE);
      if (unit.endDay >= 0) post(unit.endDay, STRUCK_OFF);
    }
  },
};

const IN_FORCE = new Word('现势');
const STRUCK_OFF = new Word('注销');

export const bankBalances: Dataset = {
  form: {
    department: 'banking',
    name: 'verification',
    period: 'year',
    form: 'utf8',
    columns: [
      ['核对编号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['核对项目', 'code'],
      ['余额(万元)', 'wan'],
      ['截止日期', 'date'],
      ['反馈日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const balance of history.bankBalances) {
      const known = book.known(balance.day);
      const face = faces.person(balance.person);
      book
        .row(known, balance.person)
        .key('HD', book.serial())
        .number(face.number)
        .word(face.name)
        .word(moneyWords[balance.kind])
        .wan(balance.balanceFen)
        .word(calendar.day(balance.day, 'iso'))
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

/** Many meters carry no identity number: the contract is older than the rule that asks for it. */
export const power: Dataset = {
  form: {
    department: 'power',
    name: 'usage',
    period: 'month',
    form: 'parquet',
    columns: [
      ['用电户号', 'key'],
      ['户名', 'name'],
      ['证件号', 'number'],
      ['联系电话', 'phone'],
      ['用电地址', 'address'],
      ['用电月份', 'month'],
      ['用电量', 'count'],
      ['电费', 'yuan'],
      ['欠费笔数', 'count'],
      ['抄表日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    const { power: rows } = history;
    const holderOf = accountHolders(view);
    for (let i = 0; i < rows.count; i++) {
      const household = rows.household[i] ?? 0;
      const month = rows.month[i] ?? 0;
      const known = book.known(calendar.firstDay(month + 1));
      const home = faces.home(household);
      const { person, face, dwelling } = holderOf(household);
      book
        .row(known, person)
        .numbered('DL', dwelling, 9)
        .word(face.name)
        .number(shareOf(dwelling, 3) < POWER_WITHOUT_NUMBER ? NO_WORD : face.number)
        .word(shareOf(dwelling, 5) < HAS_PHONE ? face.phone : NO_WORD)
        .word(home.address)
        .word(calendar.month(month, 'compact'))
        .count(rows.kwh[i] ?? 0)
        .yuan(rows.chargeFen[i] ?? 0)
        .count(rows.arrears[i] ?? 0)
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

export const water: Dataset = {
  form: {
    department: 'water',
    name: 'usage',
    period: 'year',
    form: 'gb18030',
    bulky: true,
    columns: [
      ['用水户号', 'key'],
      ['户名', 'name'],
      ['证件号', 'number'],
      ['用水地址', 'address'],
      ['抄表月份', 'month'],
      ['用水量', 'count'],
      ['水费', 'yuan'],
      ['欠费笔数', 'count'],
      ['抄表日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    const { water: rows } = history;
    const holderOf = accountHolders(view);
    for (let i = 0; i < rows.count; i++) {
      const household = rows.household[i] ?? 0;
      const month = rows.month[i] ?? 0;
      const known = book.known(calendar.firstDay(month + 1));
      const home = faces.home(household);
      const { person, face, dwelling } = holderOf(household);
      book
        .row(known, person)
        .numbered('SW', dwelling, 9)
        .word(face.name)
        .number(shareOf(dwelling, 7) < WATER_WITHOUT_NUMBER ? NO_WORD : face.number)
        .word(home.address)
        .word(calendar.month(month, 'chinese'))
        .count(rows.cubicMetres[i] ?? 0)
        .yuan(rows.chargeFen[i] ?? 0)
        .count(rows.arrears[i] ?? 0)
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

const POWER_WITHOUT_NUMBER = 0.4;
const WATER_WITHOUT_NUMBER = 0.5;
const HAS_PHONE = 0.7;

/** In whose name a meter is. */
interface Holder {
  readonly person: number;
  readonly face: Pick<Face, 'name' | 'number' | 'phone'>;
  readonly dwelling: number;
}

const NOBODY = { name: NO_WORD, number: NO_WORD, phone: NO_WORD };

/** A meter stays in the name of the household's first head, who may have died or left. */
function accountHolders({ faces, history }: View): (household: number) => Holder {
  const heads = new Int32Array(history.households.length).fill(-1);
  for (const spell of history.memberships)
    if (spell.relation === 'head' && (heads[spell.household] ?? 0) < 0) heads[spell.household] = spell.person;
  const holderOf = (household: number): Holder => {
    const person = heads[household] ?? -1;
    const face = person < 0 ? NOBODY : faces.person(person);
    return { person, face, dwelling: history.households[household]?.dwelling ?? 0 };
  };
  const holders: Holder[] = [];
  return (household) => (holders[household] ??= holderOf(household));
}

/** A number in 0..1 that stays with a dwelling: whether its contract has an identity number never changes. */
function shareOf(dwelling: number, salt: number): number {
  const mixed = Math.imul((dwelling + 1) ^ (salt * 0x9e3779b9), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}
