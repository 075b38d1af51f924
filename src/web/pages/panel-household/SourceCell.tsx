import { useText } from '../../hooks/use-text.ts';

interface SourceCellProps {
  /** `null` when the household was not interviewed in that period. */
  readonly present: boolean | null;
  readonly startsYear: boolean;
}

/** Whether an income source was there in a period: a full ring, an empty ring, or hatching for not known. */
export function SourceCell({ present, startsYear }: SourceCellProps) {
  const text = useText();
  const edge = startsYear ? ' year-start' : '';
  if (present === null)
    return (
      <td className={`source-unknown${edge}`}>
        <span className="visually-hidden">{text.notObserved}</span>
      </td>
    );
  return (
    <td className={`${present ? 'source-present' : 'source-absent'}${edge}`}>
      <span role="img" aria-label={present ? text.sourcePresent : text.sourceAbsent}>
        {present ? '●' : '○'}
      </span>
    </td>
  );
}
