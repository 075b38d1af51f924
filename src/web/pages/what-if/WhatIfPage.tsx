import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useWords } from '../../hooks/use-text.ts';
import { whatIfEn } from '../../i18n/en/what-if.ts';
import { whatIfZh } from '../../i18n/zh/what-if.ts';

/** What if. */
export function WhatIfPage() {
  const text = useWords(whatIfZh, whatIfEn);
  usePageTitle(text.title);
  return (
    <div className="page">
      <h1>{text.title}</h1>
    </div>
  );
}
