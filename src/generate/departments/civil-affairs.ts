/** Civil affairs: grants, applications, visits and who was found there, reports by happiness code. */
import { aidItems } from '../world/codes.ts';
import type { Dataset } from './dataset.ts';
import {
  aidWords,
  causeWords,
  outcomeWords,
  reasonWords,
  reporterWords,
  stepWords,
  topicWords,
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
      book.row(known, grant.person, [
        book.key('FF'),
        faces.home(grant.household).number,
        face.number,
        face.name,
        aidWords[grant.item],
        calendar.month(grant.month, 'chinese'),
        book.yuan(grant.amountFen),
        calendar.day(known, 'slash'),
      ]);
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
      const matter = `SL${home}${aidItems.indexOf(step.item)}`;
      const times = (asked.get(matter) ?? 0) + (step.step === 'applied' ? 1 : 0);
      asked.set(matter, times);
      const known = book.known(step.day);
      const face = faces.person(step.person);
      book.row(known, step.person, [
        `${matter}-${times}`,
        home,
        face.number,
        face.name,
        aidWords[step.item],
        stepWords[step.step],
        calendar.day(step.day, 'slash'),
        reasonWords[step.reason],
        calendar.day(known, 'slash'),
      ]);
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
      book.row(known, -1, [
        visitNumber(history.chunk, position),
        faces.home(visit.household).number,
        calendar.day(visit.day, 'iso'),
        calendar.day(known, 'iso'),
        outcomeWords[visit.outcome],
        String(visit.members.filter(({ coresident }) => coresident).length),
        book.yuan(visit.wageFen),
        book.yuan(visit.businessFen),
        book.yuan(visit.propertyFen),
        book.yuan(visit.transferFen),
        book.yuan(visit.medicalFen),
        book.yuan(visit.educationFen),
        causeWords[visit.cause],
      ]);
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
        book.row(known, member.person, [
          visitNumber(history.chunk, position),
          faces.home(visit.household).number,
          face.number,
          face.name,
          member.coresident ? '是' : '否',
          calendar.day(visit.day, 'iso'),
          calendar.day(known, 'iso'),
        ]);
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
      book.row(known, report.person, [
        book.key('XF'),
        reporterWords[report.reporter],
        face.name,
        book.chance(0.8) ? face.phone : '',
        faces.home(report.household).address,
        knowsNumber ? face.number : '',
        topicWords[report.topic],
        calendar.day(known, 'iso'),
      ]);
    }
  },
};

function visitNumber(chunk: number, position: number): string {
  return `HC${String(chunk).padStart(5, '0')}${String(position).padStart(5, '0')}`;
}
