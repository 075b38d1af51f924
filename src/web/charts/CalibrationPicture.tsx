import type { RegisteredModelResponse } from '../../api/types-analysis.ts';

type Points = NonNullable<RegisteredModelResponse['evaluation']>['calibration'];

interface CalibrationPictureProps {
  readonly points: Points;
  readonly words: { readonly label: string; readonly across: string; readonly up: string };
}

const size = 300;
const left = 46;
const bottom = 40;
const side = 236;
const ticks = 4;

/** What was said against what came to pass, around the line where both are the same. */
export function CalibrationPicture({ points, words }: CalibrationPictureProps) {
  const top = scaleEnd(points);
  const x = (share: number): number => left + (side * share) / top;
  const y = (share: number): number => size - bottom - (side * share) / top;
  return (
    <svg className="calibration" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.label}>
      {Array.from({ length: ticks + 1 }, (_, i) => (top * i) / ticks).map((share) => (
        <g key={share}>
          <path d={`M${left} ${y(share)}h${side}M${x(share)} ${y(0)}v-${side}`} stroke="#e3e7ec" />
          <text x={left - 6} y={y(share) + 4} textAnchor="end">
            {percent(share)}
          </text>
          <text x={x(share)} y={y(0) + 16} textAnchor="middle">
            {percent(share)}
          </text>
        </g>
      ))}
      <path d={`M${x(0)} ${y(0)}L${x(top)} ${y(top)}`} stroke="#5a6571" strokeDasharray="5 4" />
      {points.map(({ mean_p: said, rate, rate_low: low, rate_high: high }) => (
        <g key={said}>
          <path d={`M${x(said)} ${y(low)}V${y(high)}`} stroke="#1d4f91" strokeWidth="2" />
          <circle cx={x(said)} cy={y(rate)} r="4.5" fill="#1d4f91" />
        </g>
      ))}
      <text x={left + side / 2} y={size - 4} textAnchor="middle">
        {words.across}
      </text>
      <text x={left} y={14}>
        ↑ {words.up}
      </text>
    </svg>
  );
}

/** The end of both axes: enough for every point and interval, in whole tenths of a percent of four steps. */
function scaleEnd(points: Points): number {
  const largest = Math.max(0.04, ...points.flatMap((one) => [one.mean_p, one.rate_high]));
  return Math.min(1, Math.ceil(largest * 25) / 25);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
