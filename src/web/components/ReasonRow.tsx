import type { Reason } from '../../api/types.ts';
import { formatFigure, formatOddsFactor } from '../format/numbers.ts';
import { useText, useWording } from '../hooks/use-text.ts';

interface ReasonRowProps {
  readonly reason: Reason;
  /** Largest size of any contribution, log-odds; its bar fills half the width. */
  readonly strongest: number;
  /** Shows the field's code and raw value too. */
  readonly withCode: boolean;
}

/** One reason: its words, its bar away from the middle, and how it changes the odds. */
export function ReasonRow({ reason, strongest, withCode }: ReasonRowProps) {
  const text = useText();
  const wording = useWording();
  const raises = reason.contribution >= 0;
  const half = (Math.abs(reason.contribution) / strongest) * 50;
  return (
    <li className={raises ? 'raises' : 'lowers'}>
      <span className="reason-words">
        {wording(reason)}
        {withCode ? (
          <code>
            {reason.feature} = {reason.value === null ? text.missing : formatFigure(reason.value)}
          </code>
        ) : null}
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
