/** Police: household register, vital events, vehicles. */
import { NO_WORD, Word } from '../files/word.ts';
import type { MembershipSpell } from '../world/types.ts';
import type { Book, Dataset, View } from './dataset.ts';
import { beganWords, endedWords, relationWords, vehicleWords, vitalWords } from './words.ts';

const RURAL = new Word('农村');
const URBAN = new Word('城镇');
const IN_USE = new Word('正常');
const STRUCK_OFF = new Word('注销');

/** Every spell is a row when it begins and, if it ends, the same key again with the day it ended. */
export const hukou: Dataset = {
  form: {
    department: 'police',
    name: 'hukou',
    period: 'year',
    form: 'gb18030',
    bulky: true,
    columns: [
      ['户号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['出生日期', 'birth'],
      ['与户主关系', 'code'],
      ['户籍地址', 'address'],
      ['区划代码', 'key'],
      ['户口性质', 'code'],
      ['联系电话', 'phone'],
      ['入户日期', 'date'],
      ['离户日期', 'date'],
      ['变动原因', 'code'],
      ['更新日期', 'date'],
    ],
  },
  write: (view, book) => {
    for (const spell of view.history.memberships) {
      const ended = spell.toDay >= 0;
      if (!ended || spell.toDay >= view.calendar.startDay)
        postSpell(view, book, spell, registered(view, book, spell.fromDay));
      if (ended) postSpell(view, book, spell, registered(view, book, spell.toDay), true);
    }
  },
};

function postSpell(view: View, book: Book, spell: MembershipSpell, known: number, ended = false): void {
  const { calendar, faces, history } = view;
  const face = faces.person(spell.person);
  const home = faces.home(spell.household);
  book
    .row(known, spell.person)
    .word(home.number)
    .number(face.number)
    .word(face.name)
    .word(face.sex)
    .word(calendar.day(face.birthDay, 'compact'))
    .word(relationWords[spell.relation])
    .word(home.address)
    .word(home.region)
    .word(history.households[spell.household]?.rural ? RURAL : URBAN)
    .word(face.phone)
    .word(calendar.day(spell.fromDay, 'compact'))
    .word(ended ? calendar.day(spell.toDay, 'compact') : NO_WORD)
    .word(ended ? endedWords[spell.ended] : beganWords[spell.began])
    .word(calendar.day(known, 'compact'))
    .end();
}

/** Births, deaths, moves, detention. */
export const vital: Dataset = {
  form: {
    department: 'police',
    name: 'vital',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['登记编号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['出生日期', 'birth'],
      ['事件', 'code'],
      ['事件日期', 'date'],
      ['登记日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    for (const event of history.vitalEvents) {
      const known = book.known(event.day);
      const face = faces.person(event.person);
      book
        .row(known, event.person)
        .key('HJ', book.serial())
        .number(face.number)
        .word(face.name)
        .word(face.sex)
        .word(calendar.day(face.birthDay, 'compact'))
        .word(vitalWords[event.kind])
        .word(calendar.day(event.day, 'compact'))
        .word(calendar.day(known, 'compact'))
        .end();
    }
  },
};

/** Vehicles when registered and when sold or scrapped. */
export const vehicles: Dataset = {
  form: {
    department: 'police',
    name: 'vehicles',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['车辆登记号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['车辆类型', 'code'],
      ['初次登记日期', 'date'],
      ['价值(万元)', 'wan'],
      ['状态', 'code'],
      ['更新日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    for (const vehicle of history.vehicles) {
      const face = faces.person(vehicle.person);
      const post = (day: number, state: Word): void => {
        const known = registered(view, book, day);
        book
          .row(known, vehicle.person)
          .numbered('CL', vehicle.number, 9)
          .number(face.number)
          .word(face.name)
          .word(vehicleWords[vehicle.kind])
          .word(calendar.day(vehicle.firstDay, 'compact'))
          .wan(vehicle.valueFen)
          .word(state)
          .word(calendar.day(known, 'compact'))
          .end();
      };
      post(vehicle.firstDay, IN_USE);
      if (vehicle.endDay >= 0) post(vehicle.endDay, STRUCK_OFF);
    }
  },
};

/** The day an entry of a register was last changed: what was known before the data begin is their stock. */
export function registered(view: View, book: Book, day: number): number {
  const { startDay } = view.calendar;
  const known = book.known(day);
  return known < startDay ? startDay - 1 : known;
}
