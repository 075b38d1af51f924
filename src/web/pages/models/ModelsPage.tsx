import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';

/** Models. */
export function ModelsPage() {
  const text = useWords(modelsZh, modelsEn);
  usePageTitle(text.title);
  return (
    <div className="page">
      <h1>{text.title}</h1>
    </div>
  );
}
