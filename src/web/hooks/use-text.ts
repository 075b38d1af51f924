import { en } from '../i18n/en.ts';
import { zh, type Dictionary } from '../i18n/zh.ts';
import { usePreferences } from './use-preferences.ts';

/** The words of the reader's language. */
export function useText(): Dictionary {
  return usePreferences().language === 'en' ? en : zh;
}

/** Picks the reader's language from a text that has both. */
export function useWording(): (text: { readonly zh: string; readonly en: string }) => string {
  const { language } = usePreferences();
  return (text) => (language === 'en' ? text.en : text.zh);
}
