import type { Failure } from '../api/failure.ts';
import { useFailureWords } from '../hooks/use-failure-words.ts';
import { ProblemPointers } from './ProblemPointers.tsx';

/** What went wrong with one action, in a line beside it. */
export function FailureLine({ failure, id }: { readonly failure: Failure; readonly id?: string }) {
  const { words, code } = useFailureWords(failure);
  const errors = failure.kind === 'problem' ? failure.problem.errors : undefined;
  return (
    <div className="field-error" role="alert" id={id}>
      {words} <code>{code}</code>
      {errors === undefined ? null : <ProblemPointers errors={errors} />}
    </div>
  );
}
