import type { Band } from '../../api/types.ts';
import { formatPercent, formatWholePercent } from '../format/numbers.ts';
import { useText } from '../hooks/use-text.ts';

interface ProbabilityBarProps {
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
  readonly band: Band;
}

/** A probability on a scale of 0 to 100 %: the mark is the estimate, the pale bar its interval. */
export function ProbabilityBar({ probability, lower, upper, band }: ProbabilityBarProps) {
  const text = useText();
  const words = text.intervalWords(
    formatPercent(probability),
    formatWholePercent(lower),
    formatWholePercent(upper),
  );
  return (
    <span className={`pbar pbar-${band}`} role="img" aria-label={words} title={words}>
      <span className="pbar-interval" style={{ left: percent(lower), width: percent(upper - lower) }} />
      <span className="pbar-mark" style={{ left: percent(probability) }} />
    </span>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}
