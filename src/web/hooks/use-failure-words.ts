import type { Failure } from '../api/failure.ts';
import { usePreferences } from './use-preferences.ts';
import { useText } from './use-text.ts';

/** What went wrong with the remedy, in the reader's language, and its stable code. */
export function useFailureWords(failure: Failure): { readonly words: string; readonly code: string } {
  const text = useText();
  const { language } = usePreferences();
  if (failure.kind === 'problem') {
    const { problem } = failure;
    const words = language === 'zh' ? problem.detail_zh : problem.detail;
    return { words, code: `${problem.code} · HTTP ${problem.status}` };
  }
  const space = language === 'en' ? ' ' : '';
  return {
    words: `${text.unreachable}${space}${text.unreachableRemedy}`,
    code: failure.status === null ? 'HTTP –' : `HTTP ${failure.status}`,
  };
}
