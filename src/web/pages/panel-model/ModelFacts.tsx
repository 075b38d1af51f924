import type { ModelResponse } from '../../../api/types.ts';
import { useText, useWording } from '../../hooks/use-text.ts';

/** Name, family, what it predicts, and the order in time of learning, calibrating and testing. */
export function ModelFacts({ model }: { readonly model: ModelResponse }) {
  const text = useText();
  const wording = useWording();
  const steps = [
    [text.modelTrained, model.trained_on],
    [text.modelCalibrated, model.calibrated_on],
    [text.modelTested, model.tested_on],
  ] as const;
  return (
    <section className="card" aria-labelledby="dates-title">
      <dl className="model-facts">
        <dt>{text.modelVersion}</dt>
        <dd>
          <code>{model.id}</code>
        </dd>
        <dt>{text.modelFamily}</dt>
        <dd>{model.family}</dd>
        <dt>{text.modelPredicts}</dt>
        <dd>{wording(model.label)}</dd>
      </dl>
      <h2 id="dates-title">{text.modelDates}</h2>
      <p className="hint">{text.modelDatesHint}</p>
      <ol className="steps">
        {steps.map(([name, dates]) => (
          <li key={name}>
            <strong>{name}</strong>
            <span className="dates">
              {dates.map((date) => (
                <span key={date}>{date}</span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
