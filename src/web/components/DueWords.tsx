import type { Alert } from '../../api/types.ts';
import { daysFrom } from '../format/days.ts';
import { useAlertWords } from '../hooks/use-alert-words.ts';
import type { AlertWords } from '../i18n/zh/alerts.ts';
import { useSession } from '../session/use-session.ts';

/** How long is left, in words, with the day itself; lateness has a sign of its own beside its colour. */
export function DueWords({ alert }: { readonly alert: Alert }) {
  const words = useAlertWords();
  const { today } = useSession();
  if (alert.due_on === null) return <span className="muted">{words.noDue}</span>;
  const left = daysFrom(today, alert.due_on);
  const urgency = left < 0 ? 'late' : left <= 1 ? 'soon' : 'calm';
  return (
    <span className={`due due-${urgency}`}>
      <strong>
        {urgency === 'late' ? <span aria-hidden="true">⚠ </span> : null}
        {dueWords(left, words)}
      </strong>
      <span className="muted">{alert.due_on}</span>
      {alert.escalation > 0 ? <span className="muted">{words.escalations[alert.escalation]}</span> : null}
    </span>
  );
}

function dueWords(left: number, words: AlertWords): string {
  if (left < 0) return words.overdue(String(-left));
  if (left === 0) return words.dueToday;
  return left === 1 ? words.dueTomorrow : words.dueIn(String(left));
}
