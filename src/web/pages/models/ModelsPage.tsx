import type { ModelsResponse } from '../../../api/types-analysis.ts';
import { modelsPath } from '../../api/analysis-paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useLocation } from '../../hooks/use-location.ts';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';
import { Catalogue } from './Catalogue.tsx';
import { History } from './History.tsx';
import { ModelDetail } from './ModelDetail.tsx';
import { ModelTable } from './ModelTable.tsx';
import { Standing } from './Standing.tsx';

/** The registry: what is in use and by whose word, how well it does, whom it misses. */
export function ModelsPage() {
  const text = useWords(modelsZh, modelsEn);
  const { value, failure, reload } = useResource<ModelsResponse>(modelsPath);
  usePageTitle(text.title);
  return (
    <div className="page analysis">
      <div>
        <h1>{text.title}</h1>
        <p className="page-subtitle">{text.subtitle}</p>
      </div>
      {failure === null ? null : <FailureNotice failure={failure} retry={reload} />}
      {value === null ? failure === null && <Loading rows={12} /> : <Body registry={value} />}
      <Catalogue />
    </div>
  );
}

function Body({ registry }: { readonly registry: ModelsResponse }) {
  const chosen = useLocation().searchParams.get('model');
  const { items, champion, history } = registry;
  const wanted = [chosen, champion?.model, items.find(({ in_use: isInUse }) => isInUse)?.id, items[0]?.id];
  const open = wanted.find((id) => items.some((one) => one.id === id)) ?? null;
  return (
    <>
      <Standing registry={registry} />
      <ModelTable items={items} open={open} />
      {open === null ? null : <ModelDetail id={open} />}
      <History entries={history} />
    </>
  );
}
