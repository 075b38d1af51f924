import type { Band } from '../../api/types.ts';

const shapes = {
  red: <path d="M8 1.2 15.4 14H.6Z" />,
  orange: <path d="M8 .8 15.2 8 8 15.2.8 8Z" />,
  yellow: <path d="M2 2h12v12H2Z" />,
  blue: <circle cx="8" cy="8" r="6.6" />,
} as const satisfies Record<Band, unknown>;

/** The shape of a band, so that colour is never the only sign: triangle, diamond, square, circle. */
export function BandShape({ band }: { readonly band: Band }) {
  return (
    <svg className={`band-shape band-shape-${band}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[band]}
    </svg>
  );
}
