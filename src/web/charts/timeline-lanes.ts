import type { DossierResponse } from '../../api/types.ts';

/** A span of assistance, or a mark of an event, in one lane of the picture. */
export interface Lane {
  readonly name: string;
  readonly spans: readonly { readonly from: string; readonly to: string; readonly words: string }[];
  readonly marks: readonly { readonly on: string; readonly words: string }[];
}

interface LaneWords {
  readonly kinds: Readonly<Record<DossierResponse['timeline'][number]['kind'], string>>;
  readonly wording: (text: { readonly zh: string; readonly en: string }) => string;
}

/**
 * The lanes of the picture: one for each assistance held, then one for each kind of event that occurred.
 *
 * @param first  day the picture begins; what ended before is left out
 */
export function lanesOf(
  dossier: DossierResponse,
  first: string,
  { kinds, wording }: LaneWords,
): readonly Lane[] {
  const grants = new Map<string, Lane['spans']>();
  for (const grant of dossier.grants) {
    if (grant.to < first) continue;
    const name = wording(grant.item);
    const from = grant.from < first ? first : grant.from;
    const to = grant.is_current ? dossier.as_of : grant.to;
    grants.set(name, [
      ...(grants.get(name) ?? []),
      { from, to, words: `${name} ${grant.from} – ${grant.to}` },
    ]);
  }
  const events = new Map<string, Lane['marks']>();
  for (const event of dossier.timeline) {
    if (event.kind === 'grant' || event.on < first) continue;
    const name = kinds[event.kind];
    events.set(name, [...(events.get(name) ?? []), { on: event.on, words: `${event.on} ${wording(event)}` }]);
  }
  return [
    ...[...grants].map(([name, spans]) => ({ name, spans, marks: [] })),
    ...[...events].map(([name, marks]) => ({ name, spans: [], marks })),
  ];
}
