import { useState } from 'react';
import type { DossierResponse } from '../../../api/types.ts';
import { formatYuan } from '../../format/numbers.ts';
import { useWording } from '../../hooks/use-text.ts';
import { useHouseholdText } from './use-household-text.ts';

const eventsAtOnce = 60;

/** The events behind the picture, newest first, dated and sourced. */
export function EventTable({ dossier: { timeline } }: { readonly dossier: DossierResponse }) {
  const text = useHouseholdText();
  const [all, setAll] = useState(false);
  return (
    <>
      <div className="scroll" data-own-keys tabIndex={0} role="group" aria-labelledby="timeline-title">
        <table className="events">
          <thead>
            <tr>
              <th scope="col">{text.event.on}</th>
              <th scope="col">{text.event.kind}</th>
              <th scope="col">{text.event.what}</th>
              <th scope="col" className="number">
                {text.event.amount}
              </th>
              <th scope="col">{text.event.known}</th>
              <th scope="col">{text.event.source}</th>
            </tr>
          </thead>
          <tbody>
            {timeline.slice(0, all ? timeline.length : eventsAtOnce).map((event, i) => (
              <EventRow key={i} event={event} />
            ))}
          </tbody>
        </table>
      </div>
      {all || timeline.length <= eventsAtOnce ? null : (
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            setAll(true);
          }}
        >
          {text.showAllEvents(String(timeline.length))}
        </button>
      )}
    </>
  );
}

function EventRow({ event }: { readonly event: DossierResponse['timeline'][number] }) {
  const text = useHouseholdText();
  const wording = useWording();
  const { source } = event;
  return (
    <tr>
      <th scope="row">{event.on}</th>
      <td>{text.timelineKinds[event.kind]}</td>
      <td>{wording(event)}</td>
      <td className="number">{event.amount_fen === null ? '' : formatYuan(event.amount_fen)}</td>
      <td>{event.known_on}</td>
      <td className="muted">
        {source === null
          ? text.computed
          : `${wording(source.department)} · ${text.row(source.file, String(source.row))}`}
      </td>
    </tr>
  );
}
