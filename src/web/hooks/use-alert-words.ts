import { alertsEn } from '../i18n/en/alerts.ts';
import { alertsZh, type AlertWords } from '../i18n/zh/alerts.ts';
import { useWords } from './use-text.ts';

/** Words of alerts in the reader's language. */
export function useAlertWords(): AlertWords {
  return useWords(alertsZh, alertsEn);
}

/** The word of an action; one without a word stays as it is. */
export function actionWord(action: string, { actions }: AlertWords): string {
  return new Map(Object.entries(actions)).get(action) ?? action;
}
