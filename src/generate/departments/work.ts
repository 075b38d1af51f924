/** Work: contributions, unemployment, pensions, taxed income, provident fund, firms. */
import { contributionSchemes, contributionStates, pensionKinds, taxedKinds } from '../world/codes.ts';
import { NO_WORD } from '../files/word.ts';
import type { Dataset } from './dataset.ts';
import { registered } from './police.ts';
import {
  accountWords,
  contributionSchemeWords,
  contributionStateWords,
  firmStateWords,
  firmWords,
  pensionWords,
  taxedWords,
  workWords,
} from './words.ts';

const contributionTexts = contributionSchemes.map((scheme) => contributionSchemeWords[scheme]);
const stateTexts = contributionStates.map((state) => contributionStateWords[state]);
const pensionTexts = pensionKinds.map((kind) => pensionWords[kind]);
const taxedTexts = taxedKinds.map((kind) => taxedWords[kind]);

/** Rows of a month are known after it ended. */
export const contributions: Dataset = {
  form: {
    department: 'social_security',
    name: 'contributions',
    period: 'month',
    form: 'large',
    columns: [
      ['流水号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['险种', 'code'],
      ['缴费月份', 'month'],
      ['缴费基数', 'yuan'],
      ['缴费状态', 'code'],
      ['入账日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    const { contributions: rows } = history;
    for (let i = 0; i < rows.count; i++) {
      const person = rows.person[i] ?? -1;
      const month = rows.month[i] ?? 0;
      const known = book.known(calendar.firstDay(month + 1));
      const face = faces.person(person);
      book
        .row(known, person)
        .key('JF', book.serial())
        .number(face.number)
        .word(face.name)
        .word(contributionTexts[rows.scheme[i] ?? 0] ?? NO_WORD)
        .word(calendar.month(month, 'compact'))
        .yuan(rows.baseFen[i] ?? 0)
        .word(stateTexts[rows.state[i] ?? 0] ?? NO_WORD)
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

export const unemployment: Dataset = {
  form: {
    department: 'social_security',
    name: 'unemployment',
    period: 'year',
    form: 'utf8',
    columns: [
      ['业务编号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['出生日期', 'birth'],
      ['事项', 'code'],
      ['办理日期', 'date'],
      ['录入日期', 'date'],
      ['待遇到期日', 'date'],
      ['月待遇金额', 'yuan'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const event of history.workEvents) {
      const known = book.known(event.day);
      const face = faces.person(event.person);
      book
        .row(known, event.person)
        .key('YW', book.serial())
        .number(face.number)
        .word(face.name)
        .word(face.sex)
        .word(calendar.day(face.birthDay, 'iso'))
        .word(workWords[event.kind])
        .word(calendar.day(event.day, 'iso'))
        .word(calendar.day(known, 'iso'))
        .word(event.benefitUntilDay < 0 ? NO_WORD : calendar.day(event.benefitUntilDay, 'iso'))
        .yuan(event.monthlyBenefitFen > 0 ? event.monthlyBenefitFen : null)
        .end();
    }
  },
};

export const pensions: Dataset = {
  form: {
    department: 'social_security',
    name: 'pensions',
    period: 'month',
    form: 'large',
    columns: [
      ['流水号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['待遇类别', 'code'],
      ['发放月份', 'month'],
      ['发放金额', 'yuan'],
      ['发放日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    const { pensions: rows } = history;
    for (let i = 0; i < rows.count; i++) {
      const person = rows.person[i] ?? -1;
      const month = rows.month[i] ?? 0;
      const known = book.known(calendar.firstDay(month) + PENSION_DAY);
      const face = faces.person(person);
      book
        .row(known, person)
        .key('YL', book.serial())
        .number(face.number)
        .word(face.name)
        .word(pensionTexts[rows.kind[i] ?? 0] ?? NO_WORD)
        .word(calendar.month(month, 'compact'))
        .yuan(rows.amountFen[i] ?? 0)
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

/** Pensions are paid about the middle of the month. */
const PENSION_DAY = 14;

export const taxedIncome: Dataset = {
  form: {
    department: 'tax',
    name: 'income',
    period: 'month',
    form: 'large',
    columns: [
      ['申报流水号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['税款所属期', 'month'],
      ['所得项目', 'code'],
      ['收入额', 'yuan'],
      ['申报日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    const { taxed: rows } = history;
    for (let i = 0; i < rows.count; i++) {
      const person = rows.person[i] ?? -1;
      const month = rows.month[i] ?? 0;
      const known = book.known(calendar.firstDay(month + 1));
      const face = faces.person(person);
      book
        .row(known, person)
        .key('SB', book.serial())
        .number(face.number)
        .word(face.name)
        .word(calendar.month(month, 'iso'))
        .word(taxedTexts[rows.kind[i] ?? 0] ?? NO_WORD)
        .yuan(rows.amountFen[i] ?? 0)
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

export const providentFund: Dataset = {
  form: {
    department: 'provident_fund',
    name: 'accounts',
    period: 'year',
    form: 'utf8',
    bulky: true,
    columns: [
      ['个人账号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['账户余额', 'yuan'],
      ['月缴存额', 'yuan'],
      ['截止日期', 'date'],
      ['账户状态', 'code'],
      ['推送日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const balance of history.providentFund) {
      const known = book.known(balance.day);
      const face = faces.person(balance.person);
      book
        .row(known, balance.person)
        .numbered('GJ', history.persons[balance.person]?.number ?? 0, 10)
        .number(face.number)
        .word(face.name)
        .yuan(balance.balanceFen)
        .yuan(balance.monthlyFen)
        .word(calendar.day(balance.day, 'iso'))
        .word(accountWords[balance.state])
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

export const firms: Dataset = {
  form: {
    department: 'market',
    name: 'registrations',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['注册号', 'key'],
      ['法定代表人身份证号', 'number'],
      ['法定代表人姓名', 'name'],
      ['主体类型', 'code'],
      ['认缴资本(万元)', 'wan'],
      ['状态', 'code'],
      ['核准日期', 'date'],
      ['更新日期', 'date'],
    ],
  },
  write: (view, book) => {
    const { calendar, faces, history } = view;
    for (const firm of history.firms) {
      const known = registered(view, book, firm.day);
      const face = faces.person(firm.person);
      book
        .row(known, firm.person)
        .numbered('ZC', firm.number, 9)
        .number(face.number)
        .word(face.name)
        .word(firmWords[firm.kind])
        .wan(firm.capitalFen)
        .word(firmStateWords[firm.state])
        .word(calendar.day(firm.approvedDay, 'compact'))
        .word(calendar.day(known, 'compact'))
        .end();
    }
  },
};
