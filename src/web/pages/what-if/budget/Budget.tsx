import { useState } from 'react';
import type { FamiliesResponse } from '../../../../api/types-analysis.ts';
import { familiesPath, familyWhatIfPath, householdWhatIfPath } from '../../../api/analysis-paths.ts';
import { useFailureWords } from '../../../hooks/use-failure-words.ts';
import { useResource } from '../../../hooks/use-resource.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import type { Failure } from '../../../api/failure.ts';
import type { Draft } from '../form/draft.ts';
import { BudgetAnswer } from './BudgetAnswer.tsx';
import { FamilyPicker, ownHousehold, type Subject } from './FamilyPicker.tsx';
import { useHouseholdWhatIf } from './use-household-what-if.ts';

interface BudgetProps {
  /** What the sliders change of the law. */
  readonly reform: Draft['reform'];
  /** Whether a household of the county may be drawn too. */
  readonly maySeeHouseholds: boolean;
}

/** One family's month as a wage rises, under the law as it is and under the sliders. */
export function Budget(props: BudgetProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const { value, failure } = useResource<FamiliesResponse>(familiesPath);
  return (
    <section className="card budget" aria-labelledby="budget-title">
      <h2 id="budget-title">{text.budget}</h2>
      <p className="hint">{text.budgetHint}</p>
      {failure === null ? null : <CurveFailure failure={failure} />}
      {value === null ? null : <Curve {...props} families={value.items} />}
    </section>
  );
}

interface CurveProps extends BudgetProps {
  readonly families: FamiliesResponse['items'];
}

function Curve({ families, reform, maySeeHouseholds }: CurveProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const [subject, setSubject] = useState<Subject>({
    family: families[0]?.id ?? '',
    household: '',
    earner: 1,
  });
  const { value, failure, isLoading } = useHouseholdWhatIf(pathOf(subject), {
    reform: { ...reform },
    earner: subject.earner,
  });
  const family = families.find(({ id }) => id === subject.family);
  return (
    <div aria-busy={isLoading}>
      <FamilyPicker
        {...{ families, maySeeHouseholds, subject }}
        members={value?.members ?? []}
        change={setSubject}
      />
      {failure === null ? null : <CurveFailure failure={failure} />}
      {value === null ? (
        isLoading && <p role="status">{text.drawing}</p>
      ) : (
        <BudgetAnswer
          answer={value}
          name={family ? wording(family.title) : value.subject}
          isReformed={Object.keys(reform).length > 0}
        />
      )}
    </div>
  );
}

function pathOf({ family, household }: Subject): string | null {
  if (family === ownHousehold) return household === '' ? null : householdWhatIfPath(household);
  return family === '' ? null : familyWhatIfPath(family);
}

function CurveFailure({ failure }: { readonly failure: Failure }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { words, code } = useFailureWords(failure);
  return (
    <p className="field-error" role="alert">
      <strong>{text.curveFailed}</strong> {words} <code>{code}</code>
    </p>
  );
}
