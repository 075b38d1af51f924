import { en, zh, type Dictionary } from '../i18n/index.ts';
import { usePreferences } from './use-preferences.ts';

/** The common words in the reader's language. */
export function useText(): Dictionary {
  return usePreferences().language === 'en' ? en : zh;
}

/** A page's own words in the reader's language: `useWords(whatIfZh, whatIfEn)`. */
export function useWords<T>(inChinese: T, inEnglish: T): T {
  return usePreferences().language === 'en' ? inEnglish : inChinese;
}

/** A text in both languages. */
interface Wording {
  readonly zh: string;
  readonly en: string;
}

const pick = {
  zh: (text: Wording) => text.zh,
  en: (text: Wording) => text.en,
} as const;

/** Picks the reader's language from a text that has both. */
export function useWording(): (text: Wording) => string {
  return pick[usePreferences().language];
}
