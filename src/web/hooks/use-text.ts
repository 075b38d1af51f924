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

/** Picks the reader's language from a text that has both. */
export function useWording(): (text: { readonly zh: string; readonly en: string }) => string {
  const { language } = usePreferences();
  return (text) => (language === 'en' ? text.en : text.zh);
}
