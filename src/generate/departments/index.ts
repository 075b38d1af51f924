/**
 * Every dataset of every department, in the order a chunk's rows are posted.
 */
import { applications, grants, happinessCode, visitMembers, visits } from './civil-affairs.ts';
import type { Dataset } from './dataset.ts';
import { certificates, insuranceEnrolment, majorDisease, settlement } from './health.ts';
import { bankBalances, power, property, securedHousing, water } from './means.ts';
import { hukou, vehicles, vital } from './police.ts';
import {
  charityAid,
  courtCases,
  disasters,
  hotline,
  ruralMonitoring,
  schooling,
  unionAid,
} from './society.ts';
import { contributions, firms, pensions, providentFund, taxedIncome, unemployment } from './work.ts';

export const datasets: readonly Dataset[] = [
  hukou,
  vital,
  vehicles,
  grants,
  applications,
  visits,
  visitMembers,
  settlement,
  insuranceEnrolment,
  majorDisease,
  certificates,
  contributions,
  unemployment,
  pensions,
  schooling,
  securedHousing,
  property,
  taxedIncome,
  firms,
  providentFund,
  bankBalances,
  disasters,
  ruralMonitoring,
  unionAid,
  power,
  water,
  courtCases,
  hotline,
  happinessCode,
  charityAid,
];
