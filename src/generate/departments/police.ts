/** Police: household register, vital events, vehicles. */
import type { MembershipSpell } from '../world/types.ts';
import type { Book, Dataset, View } from './dataset.ts';
import { beganWords, endedWords, relationWords, vehicleWords, vitalWords } from './words.ts';

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
    .text(home.number)
    .number(face.number)
    .text(face.name)
    .text(face.sex)
    .text(calendar.day(face.birthDay, 'compact'))
    .text(relationWords[spell.relation])
    .text(home.address)
    .text(home.region)
    .text(history.households[spell.household]?.rural ? '农村' : '城镇')
    .text(face.phone)
    .text(calendar.day(spell.fromDay, 'compact'))
    .text(ended ? calendar.day(spell.toDay, 'compact') : '')
    .text(ended ? endedWords[spell.ended] : beganWords[spell.began])
    .text(calendar.day(known, 'compact'))
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
        .text(face.name)
        .text(face.sex)
        .text(calendar.day(face.birthDay, 'compact'))
        .text(vitalWords[event.kind])
        .text(calendar.day(event.day, 'compact'))
        .text(calendar.day(known, 'compact'))
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
      const post = (day: number, state: string): void => {
        const known = registered(view, book, day);
        book
          .row(known, vehicle.person)
          .text(`CL${String(vehicle.number).padStart(9, '0')}`)
          .number(face.number)
          .text(face.name)
          .text(vehicleWords[vehicle.kind])
          .text(calendar.day(vehicle.firstDay, 'compact'))
          .wan(vehicle.valueFen)
          .text(state)
          .text(calendar.day(known, 'compact'))
          .end();
      };
      post(vehicle.firstDay, '正常');
      if (vehicle.endDay >= 0) post(vehicle.endDay, '注销');
    }
  },
};

/** The day an entry of a register was last changed: what was known before the data begin is their stock. */
export function registered(view: View, book: Book, day: number): number {
  const { startDay } = view.calendar;
  const known = book.known(day);
  return known < startDay ? startDay - 1 : known;
}
