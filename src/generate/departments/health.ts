/** Health: settlements, insurance, major diseases, disability certificates. */
import { claimKinds, disabilityTypes, schemes } from '../world/codes.ts';
import { diagnoses } from '../world/diagnoses.ts';
import { listed, NO_WORD, Word } from '../files/word.ts';
import type { Dataset } from './dataset.ts';
import {
  certificateWords,
  claimWords,
  disabilityWords,
  gradeWords,
  insuredWords,
  levelWords,
  schemeWords,
  yesOrNo,
} from './words.ts';

const claimTexts = claimKinds.map((kind) => claimWords[kind]);
const schemeTexts = schemes.map((scheme) => schemeWords[scheme]);
const disabilityTexts = disabilityTypes.map((type) => disabilityWords[type]);
const icdWords = listed(diagnoses.map(({ icd }) => icd));
const diseaseWords = listed(diagnoses.map(({ zh }) => zh));

export const settlement: Dataset = {
  form: {
    department: 'medical_insurance',
    name: 'settlement',
    period: 'month',
    form: 'large',
    columns: [
      ['结算流水号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['险种', 'code'],
      ['医疗类别', 'code'],
      ['诊断编码', 'text'],
      ['医院等级', 'code'],
      ['结算日期', 'date'],
      ['上传日期', 'date'],
      ['费用总额', 'yuan'],
      ['目录内费用', 'yuan'],
      ['基本医保支付', 'yuan'],
      ['大病保险支付', 'yuan'],
      ['医疗救助支付', 'yuan'],
      ['个人自付', 'yuan'],
      ['个人自费', 'yuan'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    const { claims } = history;
    const amounts = [
      claims.totalFen,
      claims.inScopeFen,
      claims.basicFen,
      claims.seriousFen,
      claims.aidFen,
      claims.selfPaidFen,
      claims.outOfScopeFen,
    ];
    for (let i = 0; i < claims.count; i++) {
      const person = claims.person[i] ?? -1;
      const day = claims.day[i] ?? 0;
      const known = book.known(day);
      const face = faces.person(person);
      const row = book
        .row(known, person)
        .key('JS', book.serial())
        .number(face.number)
        .word(face.name)
        .word(at(schemeTexts, claims.scheme[i]))
        .word(at(claimTexts, claims.kind[i]))
        .word(at(icdWords, claims.diagnosis[i]))
        .word(at(levelWords, claims.level[i]))
        .word(calendar.day(day, 'iso'))
        .word(calendar.day(known, 'iso'));
      for (const amount of amounts) row.yuan(amount[i] ?? 0);
      row.end();
    }
  },
};

export const insuranceEnrolment: Dataset = {
  form: {
    department: 'medical_insurance',
    name: 'enrolment',
    period: 'year',
    form: 'utf8',
    bulky: true,
    columns: [
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['参保年度', 'count'],
      ['险种', 'code'],
      ['参保状态', 'code'],
      ['更新日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const year of history.insurance) {
      const known = book.known(year.day);
      const face = faces.person(year.person);
      book
        .row(known, year.person)
        .number(face.number)
        .word(face.name)
        .count(year.year)
        .word(schemeWords[year.scheme])
        .word(insuredWords[year.state])
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

export const majorDisease: Dataset = {
  form: {
    department: 'health',
    name: 'major-disease',
    period: 'year',
    form: 'xlsx',
    columns: [
      ['报告编号', 'key'],
      ['身份证号', 'number'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['出生日期', 'birth'],
      ['病种编码', 'text'],
      ['病种名称', 'text'],
      ['确诊日期', 'date'],
      ['报告日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const disease of history.majorDiseases) {
      const known = book.known(disease.day);
      const face = faces.person(disease.person);
      book
        .row(known, disease.person)
        .key('DB', book.serial())
        .number(face.number)
        .word(face.name)
        .word(face.sex)
        .word(calendar.day(face.birthDay, 'iso'))
        .word(at(icdWords, disease.diagnosis))
        .word(at(diseaseWords, disease.diagnosis))
        .word(calendar.day(disease.day, 'iso'))
        .word(calendar.day(known, 'iso'))
        .end();
    }
  },
};

function at(words: readonly Word[], position = 0): Word {
  return words[position] ?? NO_WORD;
}

/** A certificate's number is the identity number, the type and the grade. */
export const certificates: Dataset = {
  form: {
    department: 'disabled_federation',
    name: 'certificates',
    period: 'year',
    form: 'gb18030',
    columns: [
      ['变动编号', 'key'],
      ['残疾人证号', 'certificate'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['出生日期', 'birth'],
      ['残疾类别', 'code'],
      ['残疾等级', 'code'],
      ['变动类型', 'code'],
      ['发证日期', 'date'],
      ['有效期至', 'date'],
      ['是否需长期照护', 'code'],
      ['联系电话', 'phone'],
      ['家庭住址', 'address'],
      ['更新日期', 'date'],
    ],
  },
  write: ({ calendar, faces, history }, book) => {
    for (const change of history.disabilities) {
      const known = book.known(change.day);
      const face = faces.person(change.person);
      const home = faces.homeOf(change.person, change.day);
      book
        .row(known, change.person)
        .key('CZ', book.serial())
        .number(new Word(`${face.number.text}${change.type}${change.grade}`))
        .word(face.name)
        .word(face.sex)
        .word(calendar.day(face.birthDay, 'dotted'))
        .word(at(disabilityTexts, change.type))
        .word(at(gradeWords, change.grade))
        .word(certificateWords[change.change])
        .word(calendar.day(change.day, 'dotted'))
        .word(calendar.day(change.day + TEN_YEARS, 'dotted'))
        .word(yesOrNo(change.needsCare))
        .word(book.chance(0.75) ? face.phone : face.formerPhone)
        .word(home < 0 ? NO_WORD : faces.home(home).address)
        .word(calendar.day(known, 'dotted'))
        .end();
    }
  },
};

/** A certificate holds for ten years (残疾人证管理办法). */
const TEN_YEARS = 3652;
