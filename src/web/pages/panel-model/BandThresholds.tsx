import type { ModelResponse } from '../../../api/types.ts';
import { BandTag } from '../../components/BandTag.tsx';
import { formatPercent } from '../../format/numbers.ts';
import { useText } from '../../hooks/use-text.ts';
import { bandMeaning, bandOrder } from '../../theme/bands.ts';

/** Lowest probability of each band. */
export function BandThresholds({ thresholds }: { readonly thresholds: ModelResponse['band_thresholds'] }) {
  const text = useText();
  return (
    <section className="card" aria-labelledby="bands-title">
      <h2 id="bands-title">{text.modelBands}</h2>
      <ul className="thresholds">
        {bandOrder.map((band) => (
          <li key={band}>
            <BandTag band={band} />
            <span>
              {band === 'blue'
                ? text.modelBandBelow(formatPercent(thresholds.yellow))
                : text.modelBandFrom(formatPercent(thresholds[band]))}
            </span>
            <span className="muted">{bandMeaning(band, text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
