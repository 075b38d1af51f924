interface IntervalBarProps {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Spoken instead of the picture. */
  readonly label: string;
}

/** An estimate on a scale of 0 to 1: the mark is the value, the pale bar its interval. */
export function IntervalBar({ value, low, high, label }: IntervalBarProps) {
  return (
    <span className="pbar pbar-blue" role="img" aria-label={label} title={label}>
      <span
        className="pbar-interval"
        style={{ left: `${low * 100}%`, width: `${Math.max(0, high - low) * 100}%` }}
      />
      <span className="pbar-mark" style={{ left: `${value * 100}%` }} />
    </span>
  );
}
