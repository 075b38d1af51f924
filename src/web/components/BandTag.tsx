import type { Band } from '../../api/types.ts';
import { useText } from '../hooks/use-text.ts';
import { bandWord } from '../theme/bands.ts';
import { BandShape } from './BandShape.tsx';

/** A band: shape, word and colour. */
export function BandTag({
  band,
  size = 'small',
}: {
  readonly band: Band;
  readonly size?: 'small' | 'large';
}) {
  const text = useText();
  return (
    <span className={`band-tag band-tag-${size} band-${band}`} data-band={band}>
      <BandShape band={band} />
      {bandWord(band, text)}
    </span>
  );
}
