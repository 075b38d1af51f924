import { commonEn } from './en/common.ts';
import { listEn } from './en/list.ts';
import { panelHouseholdEn } from './en/panel-household.ts';
import { panelModelEn } from './en/panel-model.ts';
import { commonZh } from './zh/common.ts';
import { listZh } from './zh/list.ts';
import { panelHouseholdZh } from './zh/panel-household.ts';
import { panelModelZh } from './zh/panel-model.ts';

/** Words every page may need, and those of the list and the panel, in Chinese. */
export const zh = { ...commonZh, ...listZh, ...panelHouseholdZh, ...panelModelZh };

/** Keys and shapes of these words. */
export type Dictionary = typeof zh;

/** The same in English. */
export const en: Dictionary = { ...commonEn, ...listEn, ...panelHouseholdEn, ...panelModelEn };
