import { reportPath } from '../../api/paths.ts';
import { useText } from '../../hooks/use-text.ts';

/** The way to the full evaluation report, when there is one. */
export function ReportLink({ available }: { readonly available: boolean }) {
  const text = useText();
  if (!available) return <p className="muted">{text.modelReportNone}</p>;
  return (
    <a className="button button-primary" href={reportPath}>
      {text.modelReport}
    </a>
  );
}
