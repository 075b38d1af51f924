import { lazy, Suspense, useState } from 'react';
import type { DossierResponse } from '../../../api/types.ts';
import { useText } from '../../hooks/use-text.ts';
import { EventTable } from './EventTable.tsx';
import { MonthTable } from './MonthTable.tsx';
import { useHouseholdText } from './use-household-text.ts';

const TimelineChart = lazy(async () => ({
  default: (await import('../../charts/TimelineChart.tsx')).TimelineChart,
}));

/** What happened to the household, as a picture or as the tables behind it. */
export function Timeline({ dossier }: { readonly dossier: DossierResponse }) {
  const text = useHouseholdText();
  const { chartLoading } = useText();
  const [isTable, setIsTable] = useState(false);
  const isEmpty = dossier.timeline.length === 0 && dossier.channels.months.length === 0;
  return (
    <section className="card" aria-labelledby="timeline-title">
      <div className="section-head">
        <h2 id="timeline-title">{text.timelineTitle}</h2>
        <div className="choices" role="group" aria-labelledby="timeline-title">
          {[false, true].map((table) => (
            <button
              key={String(table)}
              type="button"
              className="filter-choice"
              aria-pressed={isTable === table}
              onClick={() => {
                setIsTable(table);
              }}
            >
              {table ? text.timelineTable : text.timelinePicture}
            </button>
          ))}
        </div>
      </div>
      <p className="hint">{text.timelineHint}</p>
      {isEmpty ? (
        <p>{text.timelineNone}</p>
      ) : isTable ? (
        <>
          <EventTable dossier={dossier} />
          <MonthTable channels={dossier.channels} />
        </>
      ) : (
        <Suspense fallback={<p className="timeline-waiting">{chartLoading}</p>}>
          <TimelineChart dossier={dossier} />
        </Suspense>
      )}
    </section>
  );
}
