import type { ScenariosResponse, WhatIfParametersResponse } from '../../../api/types-analysis.ts';
import { parametersPath, scenariosPath } from '../../api/analysis-paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useWords } from '../../hooks/use-text.ts';
import { whatIfEn } from '../../i18n/en/what-if.ts';
import { whatIfZh } from '../../i18n/zh/what-if.ts';
import { Workbench } from './Workbench.tsx';

/** The analyst's page: change the law or imagine a shock, and see what follows. */
export function WhatIfPage() {
  const text = useWords(whatIfZh, whatIfEn);
  const parameters = useResource<WhatIfParametersResponse>(parametersPath);
  const scenarios = useResource<ScenariosResponse>(scenariosPath);
  usePageTitle(text.title);
  const all = [parameters, scenarios];
  const failed = all.find(({ failure }) => failure !== null);
  return (
    <div className="page analysis">
      <div>
        <h1>{text.title}</h1>
        <p className="page-subtitle">{text.subtitle}</p>
      </div>
      {failed?.failure ? (
        <FailureNotice
          failure={failed.failure}
          retry={() => {
            for (const one of all) one.reload();
          }}
        />
      ) : null}
      {parameters.value && scenarios.value ? (
        <Workbench catalogue={parameters.value} scenarios={scenarios.value.items} />
      ) : (
        failed === undefined && <Loading rows={12} />
      )}
    </div>
  );
}
