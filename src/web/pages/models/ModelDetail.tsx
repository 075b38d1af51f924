import type { RegisteredModelResponse } from '../../../api/types-analysis.ts';
import { registeredModelPath } from '../../api/analysis-paths.ts';
import { FactList } from '../../components/FactList.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';
import { Calibration } from './Calibration.tsx';
import type { Evaluation } from './evaluation.ts';
import { Fairness } from './Fairness.tsx';
import { Importance } from './Importance.tsx';
import { MetricTable } from './MetricTable.tsx';

/** One model: its files, results, calibration, whom it misses. */
export function ModelDetail({ id }: { readonly id: string }) {
  const { value, failure, reload } = useResource<RegisteredModelResponse>(registeredModelPath(id));
  if (failure !== null) return <FailureNotice failure={failure} retry={reload} />;
  if (value === null || value.model.id !== id) return <Loading rows={8} />;
  return (
    <>
      <Head answer={value} />
      {value.evaluation === null ? null : <Evaluated evaluation={value.evaluation} />}
    </>
  );
}

function Head({ answer }: { readonly answer: RegisteredModelResponse }) {
  const text = useWords(modelsZh, modelsEn);
  const wording = useWording();
  const { model, manifest, generation, evaluation } = answer;
  return (
    <section className="card" aria-labelledby="model-title">
      <h2 id="model-title">{text.detail(model.id)}</h2>
      <p>
        {evaluation === null
          ? text.evaluationNone
          : text.testRows(
              formatCount(evaluation.rows),
              formatCount(evaluation.households),
              formatCount(evaluation.positives),
            )}
      </p>
      <Links links={answer.links} />
      <FactList
        facts={[
          [text.question, wording(evaluation?.question ?? model.label)],
          [text.trained, model.trained_on.join(', ') || text.none],
          [text.tested, model.tested_on.join(', ') || text.none],
          [text.generation, generation ?? text.none],
          [text.manifest, manifest],
        ]}
      />
    </section>
  );
}

function Links({ links }: { readonly links: RegisteredModelResponse['links'] }) {
  const text = useWords(modelsZh, modelsEn);
  return (
    <p className="files">
      <a className="button" href={links.card}>
        {text.card}
      </a>
      <a className="button" href={links.data_sheet}>
        {text.dataSheet}
      </a>
      <Maybe href={links.report} name={text.report} without={text.noReport} />
      <Maybe href={links.drift} name={text.drift} without={text.noDrift} />
    </p>
  );
}

interface MaybeProps {
  readonly href: string | null;
  readonly name: string;
  readonly without: string;
}

function Maybe({ href, name, without }: MaybeProps) {
  if (href === null) return <span className="muted">{without}</span>;
  return (
    <a className="button" href={href}>
      {name}
    </a>
  );
}

function Evaluated({ evaluation }: { readonly evaluation: Evaluation }) {
  return (
    <>
      <Fairness columns={evaluation.fairness} capacity={evaluation.capacity} />
      <div className="model-pair">
        <MetricTable metrics={evaluation.metrics} capacity={evaluation.capacity} />
        <Calibration points={evaluation.calibration} />
      </div>
      <Importance evaluation={evaluation} />
    </>
  );
}
