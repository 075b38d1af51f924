import type { Band, OverviewResponse } from '../../../api/types.ts';
import { BandTag } from '../../components/BandTag.tsx';
import { formatCount, formatPercent } from '../../format/numbers.ts';
import { useText } from '../../hooks/use-text.ts';
import { bandMeaning, bandWord } from '../../theme/bands.ts';

interface BandFilterProps {
  readonly band: Band;
  readonly tally: OverviewResponse['bands'][Band];
  readonly scored: number;
  readonly chosen: boolean;
  readonly choose: () => void;
}

/** One band's size; pressing it shows that band only, pressing again shows all. */
export function BandFilter({ band, tally, scored, chosen, choose }: BandFilterProps) {
  const text = useText();
  const share = scored === 0 ? 0 : tally.households / scored;
  return (
    <button
      type="button"
      className={`band-filter band-filter-${band}`}
      aria-pressed={chosen}
      onClick={choose}
      title={text.filterToBand(bandWord(band, text))}
    >
      <span className="band-filter-head">
        <BandTag band={band} />
        <span className="muted">{bandMeaning(band, text)}</span>
      </span>
      <span className="band-filter-count">{formatCount(tally.households)}</span>
      <span className="muted band-filter-notes">
        <span>{formatPercent(share)}</span>
        <span>{text.expected(formatCount(tally.expected))}</span>
      </span>
    </button>
  );
}
