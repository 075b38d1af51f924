import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';

/** Data quality. */
export function QualityPage() {
  const text = useWords(qualityZh, qualityEn);
  usePageTitle(text.title);
  return (
    <div className="page">
      <h1>{text.title}</h1>
    </div>
  );
}
