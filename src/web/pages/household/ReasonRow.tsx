import type { Reason } from '../../../api/types.ts';
import { formatFigure, formatOddsFactor } from '../../format/numbers.ts';
import { useText, useWording } from '../../hooks/use-text.ts';

/** One reason: its words, its bar away from the middle, and how it changes the odds. */
export function ReasonRow({ reason, strongest }: { readonly reason: Reason; readonly strongest: number }) {
  const text = useText();
  const wording = useWording();
  const raises = reason.contribution >= 0;
  const half = (Math.abs(reason.contribution) / strongest) * 50;
  const value = reason.value === null ? text.missing : formatFigure(reason.value);
  return (
    <li className={raises ? 'raises' : 'lowers'}>
      <span className="reason-words" title={`${reason.feature} = ${value}`}>
        {wording(reason)}
      </span>
      <span className="reason-bar" aria-hidden="true">
        <span style={{ left: `${raises ? 50 : 50 - half}%`, width: `${half}%` }} />
      </span>
      <span className="reason-factor">
        <span className="visually-hidden">{raises ? text.raises : text.lowers} </span>
        {text.reasonTimes(formatOddsFactor(reason.contribution))}
      </span>
    </li>
  );
}
