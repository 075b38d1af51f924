import type { Reason } from '../../api/types.ts';
import { useText, useWording } from '../hooks/use-text.ts';

/** One reason in words, with a sign for the direction that is also spoken. */
export function ReasonLine({ reason }: { readonly reason: Reason }) {
  const text = useText();
  const wording = useWording();
  const raises = reason.contribution >= 0;
  return (
    <span className={`reason-line ${raises ? 'raises' : 'lowers'}`}>
      <span className="reason-sign" role="img" aria-label={raises ? text.raises : text.lowers}>
        {raises ? '↑' : '↓'}
      </span>
      <span>{wording(reason)}</span>
    </span>
  );
}
