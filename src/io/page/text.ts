/**
 * Words and numbers as pages print them.
 */

/** The same words in both languages; Chinese is shown first. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Text made safe inside HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Both languages, Chinese first, the English beside it in a lighter voice. */
export function both(words: Words): string {
  const zh = `<span lang="zh">${escapeHtml(words.zh)}</span>`;
  return words.zh === words.en ? zh : `${zh} <span lang="en" class="en">${escapeHtml(words.en)}</span>`;
}

/** A paragraph in Chinese and one in English. */
export function paragraphs(words: Words): string {
  return `<p lang="zh">${escapeHtml(words.zh)}</p><p lang="en" class="en">${escapeHtml(words.en)}</p>`;
}

/** A share as a percentage, one decimal: `37.3%`. */
export function percent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)}%`;
}

/** A whole number with thousands separators; fractions are rounded. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A number of fixed decimals, an en dash where there is none. */
export function fixed(value: number | null, decimals: number): string {
  return value === null ? '–' : value.toFixed(decimals);
}
