/**
 * Every programme. To add one: write a file like the others and list it here.
 */
import { assets } from './basic/assets.ts';
import { dibaoProgramme } from './basic/dibao.ts';
import { dibaoSpecialProgramme } from './basic/dibao-special.ts';
import { dibianProgramme } from './basic/dibian.ts';
import { followUp } from './basic/follow-up.ts';
import { income } from './basic/income.ts';
import { members } from './basic/members.ts';
import { rigidProgramme } from './basic/rigid.ts';
import { status } from './basic/status.ts';
import { tekunProgramme } from './basic/tekun.ts';
import { childrenProgramme } from './family/children.ts';
import { educationProgramme } from './family/education.ts';
import { elderlyProgramme } from './family/elderly.ts';
import { disabilityProgramme } from './health/disability.ts';
import { medicalProgramme } from './health/medical.ts';
import type { Programme } from './rule.ts';
import { disasterProgramme } from './special/disaster.ts';
import { employmentProgramme } from './special/employment.ts';
import { housingProgramme } from './special/housing.ts';
import { justiceProgramme } from './special/justice.ts';
import { monitoringProgramme } from './special/monitoring.ts';
import { servicesProgramme } from './special/services.ts';
import { temporaryProgramme } from './special/temporary.ts';
import { unionProgramme } from './special/union.ts';
import { utilitiesProgramme } from './special/utilities.ts';

/** In the order in which items are shown. */
export const programmes: readonly Programme[] = [
  members,
  income,
  assets,
  tekunProgramme,
  dibaoProgramme,
  dibaoSpecialProgramme,
  dibianProgramme,
  followUp,
  rigidProgramme,
  monitoringProgramme,
  status,
  temporaryProgramme,
  medicalProgramme,
  disabilityProgramme,
  childrenProgramme,
  elderlyProgramme,
  educationProgramme,
  housingProgramme,
  employmentProgramme,
  disasterProgramme,
  utilitiesProgramme,
  justiceProgramme,
  unionProgramme,
  servicesProgramme,
];
