import type { WhatIfRequest } from '../../../../api/types-analysis.ts';
import type { Failure } from '../../../api/failure.ts';
import { ProblemPointers } from '../../../components/ProblemPointers.tsx';
import { useFailureWords } from '../../../hooks/use-failure-words.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import type { Draft } from './draft.ts';
import { allPlaced } from './problem-at.ts';

interface RunButtonProps {
  readonly draft: Draft;
  /** `null`: nothing would change. */
  readonly request: WhatIfRequest | null;
  readonly failure: Failure | null;
  readonly isSending: boolean;
  readonly run: () => void;
}

/** Starts the run; says why it cannot be, or was not. */
export function RunButton({ draft, request, failure, isSending, run }: RunButtonProps) {
  const text = useWords(whatIfZh, whatIfEn);
  return (
    <div className="run">
      {failure === null ? null : <Refusal draft={draft} failure={failure} />}
      {request === null ? <p className="hint">{text.nothingChanged}</p> : null}
      <button
        type="button"
        className="button button-primary"
        disabled={request === null || isSending}
        onClick={run}
      >
        {isSending ? text.sending : text.run}
      </button>
      <kbd className="muted">{text.runKey}</kbd>
    </div>
  );
}

function Refusal({ draft, failure }: { readonly draft: Draft; readonly failure: Failure }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { words, code } = useFailureWords(failure);
  const places = [
    ...draft.shown.map((id) => ['reform', id]),
    ...draft.shocks.map((_, i) => ['shocks', i] as const),
    ...draft.waive.map((_, i) => ['waive', i] as const),
  ];
  const errors = failure.kind === 'problem' ? failure.problem.errors : undefined;
  return (
    <div className="field-error" role="alert">
      <p>
        <strong>{text.refused}</strong> {words} <code>{code}</code>
      </p>
      {errors === undefined || allPlaced(failure, places) ? null : <ProblemPointers errors={errors} />}
    </div>
  );
}
