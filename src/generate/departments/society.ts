/** Schools, emergency, rural monitoring, union, court, hotline, charity. */
import { NO_WORD } from '../files/word.ts';
import type { Dataset } from './dataset.ts';
import {
  charityWords,
  courtWords,
  damageWords,
  disasterWords,
  monitoredWords,
  riskWords,
  schoolStateWords,
  stageWords,
  topicWords,
  unionWords,
  yesOrNo,
} from './words.ts';

export const schooling: Dataset = {
  form: {
    department: 'education',
    name: 'enrolment',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['学籍号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['出生日期', 'birth'],
      ['学段', 'code'],
      ['学年', 'text'],
      ['学籍状态', 'code'],
      ['学费', 'yuan'],
      ['住宿费', 'yuan'],
      ['资助金额', 'yuan'],
      ['是否寄宿', 'code'],
      ['更新日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const year of history.schooling) {
      const known = book.known(year.day);
      const face = faces.person(year.person);
      book
        .row(known, year.person)
        .numbered('XJ', history.persons[year.person]?.number ?? 0, 10)
        .number(face.number)
        .word(face.name)
        .word(face.sex)
        .word(calendar.day(face.birthDay, 'iso'))
        .word(stageWords[year.stage])
        .text(`${year.year}-${year.year + 1}`)
        .word(schoolStateWords[year.state])
        .yuan(year.tuitionFen)
        .yuan(year.boardFen)
        .yuan(year.grantFen)
        .word(yesOrNo(year.boards))
        .word(calendar.day(known, 'slash'))
        .end();
    }
  },
};

export const disasters: Dataset = {
  form: {
    department: 'emergency',
    name: 'disasters',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['报灾编号', 'key'],
      ['户主姓名', 'name'],
      ['户主身份证号', 'number'],
      ['联系电话', 'phone'],
      ['家庭住址', 'address'],
      ['灾害种类', 'code'],
      ['受灾情形', 'code'],
      ['损失金额(万元)', 'wan'],
      ['农作物损失比例', 'count'],
      ['发生日期', 'date'],
      ['上报日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const disaster of history.disasters) {
      const known = book.known(disaster.day);
      const head = faces.headOf(disaster.household, disaster.day);
      const person = head < 0 ? disaster.person : head;
      const face = faces.person(person);
      book
        .row(known, person)
        .key('ZQ', book.serial())
        .word(face.name)
        .number(face.number)
        .word(book.chance(0.85) ? face.phone : NO_WORD)
        .word(faces.home(disaster.household).address)
        .word(disasterWords[disaster.kind])
        .word(damageWords[disaster.damage])
        .wan(disaster.lossFen)
        .text(disaster.damage === 'crops' ? disaster.cropLoss.toFixed(2) : '')
        .word(calendar.day(disaster.day, 'slash'))
        .word(calendar.day(known, 'slash'))
        .end();
    }
  },
};

/** A family is listed when it is found and, with the same number, when its risk is cleared. */
export const ruralMonitoring: Dataset = {
  form: {
    department: 'rural',
    name: 'monitoring',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['监测编号', 'key'],
      ['户号', 'key'],
      ['户主身份证号', 'number'],
      ['户主姓名', 'name'],
      ['监测类型', 'code'],
      ['风险原因', 'code'],
      ['纳入日期', 'date'],
      ['消除日期', 'date'],
      ['年人均纯收入', 'yuan'],
      ['更新日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const listed of history.ruralMonitoring) {
      const serial = book.serial();
      const post = (day: number, cleared: boolean): void => {
        const known = book.known(day);
        const head = faces.headOf(listed.household, day);
        const face = head < 0 ? null : faces.person(head);
        book
          .row(known, head)
          .key('JC', serial)
          .word(faces.home(listed.household).number)
          .number(face?.number ?? NO_WORD)
          .word(face?.name ?? NO_WORD)
          .word(monitoredWords[listed.kind])
          .word(riskWords[listed.risk])
          .word(calendar.day(listed.fromDay, 'compact'))
          .word(cleared ? calendar.day(listed.clearedDay, 'compact') : NO_WORD)
          .yuan(listed.netPerCapitaFen)
          .word(calendar.day(known, 'compact'))
          .end();
      };
      post(listed.fromDay, false);
      if (listed.clearedDay >= 0) post(listed.clearedDay, true);
    }
  },
};

export const unionAid: Dataset = {
  form: {
    department: 'union',
    name: 'hardship',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['档案号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['困难类别', 'code'],
      ['帮扶金额', 'yuan'],
      ['帮扶日期', 'date'],
      ['录入日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const aid of history.unionAid) {
      const known = book.known(aid.day);
      const face = faces.person(aid.person);
      book
        .row(known, aid.person)
        .key('GH', book.serial())
        .number(face.number)
        .word(face.name)
        .word(unionWords[aid.kind])
        .yuan(aid.amountFen)
        .word(calendar.day(aid.day, 'slash'))
        .word(calendar.day(known, 'slash'))
        .end();
    }
  },
};

export const courtCases: Dataset = {
  form: {
    department: 'court',
    name: 'cases',
    period: 'year',
    form: 'utf8',
    columns: [
      ['案号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['案件类型', 'code'],
      ['标的额(万元)', 'wan'],
      ['立案日期', 'date'],
      ['推送日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const matter of history.courtCases) {
      const known = book.known(matter.day);
      const face = faces.person(matter.person);
      book
        .row(known, matter.person)
        .key('AH', book.serial())
        .number(face.number)
        .word(face.name)
        .word(courtWords[matter.kind])
        .wan(matter.amountFen)
        .word(calendar.day(matter.day, 'iso'))
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

/** Most tickets are answered within five working days. */
const DAYS_TO_ANSWER = 7;

/** A call leaves a name and a telephone number, never an identity number. */
export const hotline: Dataset = {
  form: {
    department: 'hotline',
    name: 'tickets',
    period: 'year',
    form: 'utf8',
    columns: [
      ['工单号', 'key'],
      ['来电人姓名', 'name'],
      ['联系电话', 'phone'],
      ['区划代码', 'key'],
      ['诉求类别', 'code'],
      ['受理时间', 'date'],
      ['办结日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const call of history.hotline) {
      const known = book.known(call.day);
      const face = faces.person(call.person);
      book
        .row(known, call.person)
        .key('GD', book.serial())
        .word(face.name)
        .word(book.chance(0.8) ? face.phone : face.formerPhone)
        .word(faces.home(call.household).region)
        .word(topicWords[call.topic])
        .word(calendar.day(known, 'iso'))
        .word(calendar.day(known + DAYS_TO_ANSWER, 'iso'))
        .end();
    }
  },
};

export const charityAid: Dataset = {
  form: {
    department: 'charity',
    name: 'aid',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['救助编号', 'key'],
      ['受助人姓名', 'name'],
      ['身份证号', 'number'],
      ['联系电话', 'phone'],
      ['项目', 'code'],
      ['金额', 'yuan'],
      ['发放日期', 'date'],
      ['录入日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const aid of history.charity) {
      const known = book.known(aid.day);
      const face = faces.person(aid.person);
      book
        .row(known, aid.person)
        .key('CS', book.serial())
        .word(face.name)
        .number(book.chance(0.7) ? face.number : NO_WORD)
        .word(book.chance(0.6) ? face.phone : NO_WORD)
        .word(charityWords[aid.kind])
        .yuan(aid.amountFen)
        .word(calendar.day(aid.day, 'slash'))
        .word(calendar.day(known, 'slash'))
        .end();
    }
  },
};
