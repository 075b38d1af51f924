import { Button } from 'antd';
import type { Failure } from '../api/failure.ts';
import { useFailureWords } from '../hooks/use-failure-words.ts';
import { useText } from '../hooks/use-text.ts';
import { ProblemPointers } from './ProblemPointers.tsx';

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly title?: string;
  readonly retry: () => void;
}

/** What went wrong, its stable code, and what to do about it. */
export function FailureNotice({ failure, title, retry }: FailureNoticeProps) {
  const text = useText();
  const { words, code } = useFailureWords(failure);
  const errors = failure.kind === 'problem' ? failure.problem.errors : undefined;
  return (
    <section className="notice notice-failure" role="alert">
      <h2>{title ?? text.errorTitle}</h2>
      <p>{words}</p>
      {errors === undefined ? null : <ProblemPointers errors={errors} />}
      <p className="notice-meta">
        {text.errorCode} <code>{code}</code>
      </p>
      <Button onClick={retry}>{text.retry}</Button>
    </section>
  );
}
