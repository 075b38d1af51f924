import { useMemo } from 'react';
import type { DossierResponse } from '../../api/types.ts';
import { usePreferences } from '../hooks/use-preferences.ts';
import { useWording } from '../hooks/use-text.ts';
import { useHouseholdText } from '../pages/household/use-household-text.ts';
import { Chart } from './Chart.tsx';
import { lanesOf } from './timeline-lanes.ts';
import { timelineHeight, timelineOption } from './timeline-option.ts';

const narrowPx = 640;

/** Assistance and events of a household over its monthly money; the same stands in tables beside it. */
export function TimelineChart({ dossier }: { readonly dossier: DossierResponse }) {
  const text = useHouseholdText();
  const wording = useWording();
  const { large } = usePreferences();
  const size = large ? 16 : 12;
  const { channels, as_of: last } = dossier;
  const first = channels.months[0] === undefined ? last : `${channels.months[0]}-01`;
  const lanes = useMemo(
    () => lanesOf(dossier, first, { kinds: text.timelineKinds, wording }),
    [dossier, first, text, wording],
  );
  const { option, height } = useMemo(() => {
    const family = window.getComputedStyle(document.documentElement).fontFamily;
    const look = { family, size, isNarrow: window.innerWidth < narrowPx };
    const picture = {
      lanes,
      channels,
      nameOf: wording,
      moneyAxis: text.moneyAxis,
      span: [first, last],
    } as const;
    return { option: timelineOption(picture, look), height: timelineHeight(picture, look) };
  }, [lanes, channels, wording, text, first, last, size]);
  return (
    <div style={{ height }}>
      <Chart
        option={option}
        label={`${text.timelineTitle}. ${text.timelineHint}`}
        className="timeline-chart"
      />
    </div>
  );
}
