import { Button } from 'antd';
import type { Failure } from '../api/failure.ts';
import { usePreferences } from '../hooks/use-preferences.ts';
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
  const { language } = usePreferences();
  const problem = failure.kind === 'problem' ? failure.problem : null;
  const unreachable = `${text.unreachable}${language === 'en' ? ' ' : ''}${text.unreachableRemedy}`;
  return (
    <section className="notice notice-failure" role="alert">
      <h2>{title ?? text.errorTitle}</h2>
      <p>{problem === null ? unreachable : language === 'zh' ? problem.detail_zh : problem.detail}</p>
      {problem?.errors === undefined ? null : <ProblemPointers errors={problem.errors} />}
      <p className="notice-meta">
        {text.errorCode} <code>{codeOf(failure)}</code>
      </p>
      <Button onClick={retry}>{text.retry}</Button>
    </section>
  );
}

function codeOf(failure: Failure): string {
  if (failure.kind === 'problem') return `${failure.problem.code} · HTTP ${failure.problem.status}`;
  return failure.status === null ? 'HTTP –' : `HTTP ${failure.status}`;
}
