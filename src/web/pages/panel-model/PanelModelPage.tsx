import type { ModelResponse } from '../../../api/types.ts';
import { modelPath } from '../../api/paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useText } from '../../hooks/use-text.ts';
import { BandThresholds } from './BandThresholds.tsx';
import { FeatureList } from './FeatureList.tsx';
import { Metrics } from './Metrics.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import { ReportLink } from './ReportLink.tsx';

/** What the model in use is, how it was tested, and what it must not be used for. */
export function PanelModelPage() {
  const text = useText();
  const { value, failure, reload } = useResource<ModelResponse>(modelPath);
  usePageTitle(text.modelTitle);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{text.modelTitle}</h1>
          <p className="page-subtitle">{text.modelSubtitle}</p>
        </div>
        {value === null ? null : <ReportLink available={value.has_report} />}
      </div>
      {failure === null ? null : <FailureNotice failure={failure} retry={reload} />}
      {value === null ? failure === null && <Loading rows={10} /> : <ModelBody model={value} />}
    </div>
  );
}

function ModelBody({ model }: { readonly model: ModelResponse }) {
  const text = useText();
  return (
    <>
      <p className="rule-inline">{text.modelLimit}</p>
      <div className="model-grid">
        <ModelFacts model={model} />
        <BandThresholds thresholds={model.band_thresholds} />
      </div>
      <Metrics metrics={model.metrics} />
      <FeatureList features={model.features} />
    </>
  );
}
