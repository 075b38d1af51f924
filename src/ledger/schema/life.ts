/** Disability, vital events and schooling of one person. */
import { coded, column, ledgerTable, money, nullable, personId, sensitive } from './table.ts';

/** A disability certificate issued, changed or ended. */
export const disabilityCert = ledgerTable(
  'disability_cert',
  { zh: '残疾人证', en: 'disability certificate', legalBasis: '社会救助暂行办法第58条；残疾人保障法' },
  [
    personId,
    coded('action', 'certificate_action', '变动类型', 'issued, upgraded, downgraded, renewed, cancelled'),
    sensitive(coded('type', 'disability_type', '残疾类别', 'type, GB/T 26341')),
    sensitive(column('grade', 'BIGINT', 'count', '残疾等级（1 最重）', 'grade, 1 severest')),
    nullable(sensitive(column('care_need', 'BOOLEAN', '', '需要长期照护', 'needs long-term care'))),
    nullable(column('valid_until', 'DATE', 'date', '有效期至', 'day the certificate ends')),
  ],
  { sortedBy: ['person_id', 'occurred_on'] },
);

/** Births, deaths, moves, detention. */
export const vitalEvent = ledgerTable(
  'vital_event',
  { zh: '人口变动事件', en: 'vital event' },
  [personId, sensitive(coded('event', 'vital_event', '事件', 'what happened'))],
  { sortedBy: ['person_id', 'occurred_on'] },
);

/** A pupil's or student's school year. */
export const educationEnrolment = ledgerTable(
  'education_enrolment',
  { zh: '学籍与费用', en: 'school enrolment and fees' },
  [
    personId,
    coded('stage', 'school_stage', '学段', 'stage of education'),
    coded('status', 'school_status', '学籍状态', 'enrolled, dropped out, graduated'),
    column('school_year', 'VARCHAR', '', '学年（如 2023-2024）', 'school year, for example 2023-2024'),
    money('tuition_fen', '学费（年）', 'tuition a year'),
    money('board_fen', '住宿费（年）', 'board and lodging a year'),
    money('aid_fen', '已获资助（年）', 'aid received a year'),
    nullable(column('boards', 'BOOLEAN', '', '是否寄宿', 'boards at school')),
  ],
  { sortedBy: ['person_id', 'occurred_on'] },
);
