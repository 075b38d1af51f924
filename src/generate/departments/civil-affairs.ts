/** Civil affairs: grants, applications, visits and who was found there, reports by happiness code. */
import { aidItems } from '../world/codes.ts';
import { NO_WORD } from '../files/word.ts';
import type { Dataset } from './dataset.ts';
import {
  aidWords,
  causeWords,
  outcomeWords,
  reasonWords,
  reporterWords,
  stepWords,
  topicWords,
  yesOrNo,
} from './words.ts';

export const grants: Dataset = {
  form: {
    department: 'civil_affairs',
    name: 'grants',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['发放编号', 'key'],
      ['户号', 'key'],
      ['申请人身份证号', 'number'],
      ['申请人姓名', 'name'],
      ['救助类别', 'code'],
      ['发放月份', 'month'],
      ['发放金额', 'yuan'],
      ['发放日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const grant of history.grants) {
      const known = book.known(grant.day);
      const face = faces.person(grant.person);
      book
        .row(known, grant.person)
        .key('FF', book.serial())
        .word(faces.home(grant.household).number)
        .number(face.number)
        .word(face.name)
        .word(aidWords[grant.item])
        .word(calendar.month(grant.month, 'chinese'))
        .yuan(grant.amountFen)
        .word(calendar.day(known, 'slash'))
        .end();
    }
  },
};

/** All steps of one application carry its number: the household's, the item's, and how often it was asked for. */
export const applications: Dataset = {
  form: {
    department: 'civil_affairs',
    name: 'applications',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['受理编号', 'key'],
      ['户号', 'key'],
      ['申请人身份证号', 'number'],
      ['申请人姓名', 'name'],
      ['救助类别', 'code'],
      ['环节', 'code'],
      ['办理日期', 'date'],
      ['原因', 'code'],
      ['录入日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    const asked = new Map<string, number>();
    for (const step of history.applications) {
      const home = faces.home(step.household).number;
      const matter = `SL${home.text}${aidItems.indexOf(step.item)}`;
      const times = (asked.get(matter) ?? 0) + (step.step === 'applied' ? 1 : 0);
      asked.set(matter, times);
      const known = book.known(step.day);
      const face = faces.person(step.person);
      book
        .row(known, step.person)
        .text(`${matter}-${times}`)
        .word(home)
        .number(face.number)
        .word(face.name)
        .word(aidWords[step.item])
        .word(stepWords[step.step])
        .word(calendar.day(step.day, 'slash'))
        .word(reasonWords[step.reason])
        .word(calendar.day(known, 'slash'))
        .end();
    }
  },
};

export const visits: Dataset = {
  form: {
    department: 'civil_affairs',
    name: 'visits',
    period: 'year',
    form: 'utf8',
    columns: [
      ['核查编号', 'key'],
      ['户号', 'key'],
      ['核查日期', 'date'],
      ['录入日期', 'date'],
      ['核实结论', 'code'],
      ['共同生活人口数', 'count'],
      ['工资性收入', 'yuan'],
      ['生产经营性净收入', 'yuan'],
      ['财产性收入', 'yuan'],
      ['转移性收入', 'yuan'],
      ['合规自付支出', 'yuan'],
      ['教育支出', 'yuan'],
      ['主要原因', 'code'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const [position, visit] of history.visits.entries()) {
      const known = book.known(visit.day);
      book
        .row(known, -1)
        .text(visitNumber(history.chunk, position))
        .word(faces.home(visit.household).number)
        .word(calendar.day(visit.day, 'iso'))
        .word(calendar.day(known, 'iso'))
        .word(outcomeWords[visit.outcome])
        .count(visit.members.filter(({ coresident }) => coresident).length)
        .yuan(visit.wageFen)
        .yuan(visit.businessFen)
        .yuan(visit.propertyFen)
        .yuan(visit.transferFen)
        .yuan(visit.medicalFen)
        .yuan(visit.educationFen)
        .word(causeWords[visit.cause])
        .end();
    }
  },
};

export const visitMembers: Dataset = {
  form: {
    department: 'civil_affairs',
    name: 'visit-members',
    period: 'year',
    form: 'utf8',
    columns: [
      ['核查编号', 'key'],
      ['户号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['是否共同生活', 'code'],
      ['核查日期', 'date'],
      ['录入日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const [position, visit] of history.visits.entries()) {
      const known = book.known(visit.day);
      for (const member of visit.members) {
        const face = faces.person(member.person);
        book
          .row(known, member.person)
          .text(visitNumber(history.chunk, position))
          .word(faces.home(visit.household).number)
          .number(face.number)
          .word(face.name)
          .word(yesOrNo(member.coresident))
          .word(calendar.day(visit.day, 'iso'))
          .word(calendar.day(known, 'iso'))
          .end();
      }
    }
  },
};

export const happinessCode: Dataset = {
  form: {
    department: 'civil_affairs',
    name: 'happiness-code',
    period: 'year',
    form: 'utf8',
    columns: [
      ['上报编号', 'key'],
      ['上报人类型', 'code'],
      ['困难对象姓名', 'name'],
      ['联系电话', 'phone'],
      ['住址', 'address'],
      ['身份证号', 'number'],
      ['困难类型', 'code'],
      ['上报日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const report of history.reports) {
      const known = book.known(report.day);
      const face = faces.person(report.person);
      const knowsNumber = book.chance(report.reporter === 'third_party' ? 0.3 : 0.8);
      book
        .row(known, report.person)
        .key('XF', book.serial())
        .word(reporterWords[report.reporter])
        .word(face.name)
        .word(book.chance(0.8) ? face.phone : NO_WORD)
        .word(faces.home(report.household).address)
        .number(knowsNumber ? face.number : NO_WORD)
        .word(topicWords[report.topic])
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

function visitNumber(chunk: number, position: number): string {
  return `HC${String(chunk).padStart(5, '0')}${String(position).padStart(5, '0')}`;
}
