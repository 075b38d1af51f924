/**
 * The order of a household's findings: emergencies, then statuses that open other items, then money by law, then near
 * misses, then what must be asked, then charity. A smaller number comes first.
 */
import type { Item, Policy } from '../policy/index.ts';
import { findingKinds, type Finding } from './finding.ts';

const EMERGENCIES = ['temporary_emergency', 'disaster_relief', 'disaster_lodging', 'temporary_migrant'];
const MOST_OPENED = 100;

/** Order of every finding of every item: `ranks[finding][item]`, looked up for a million households. */
export function rankTable(policy: Policy): Readonly<Record<Finding, Int32Array>> {
  const opened = new Map(policy.graph.opens.map(({ item, opens }) => [item, opens.length]));
  const of = (finding: Finding): Int32Array =>
    Int32Array.from(
      policy.items,
      (item, i) => rankOf(finding, item, opened.get(item.id) ?? 0) * policy.items.length + i,
    );
  return {
    gap: of('gap'),
    overlap: of('overlap'),
    review: of('review'),
    entitled: of('entitled'),
    near: of('near'),
    ask: of('ask'),
  };
}

function rankOf(finding: Finding, { id, kind }: Item, opens: number): number {
  const urgency = EMERGENCIES.includes(id) ? 0 : 1;
  const duty = kind === 'status' || kind === 'monthly' ? 0 : id.startsWith('charity') ? 2 : 1;
  const synergy = MOST_OPENED - Math.min(MOST_OPENED, opens);
  return ((findingKinds.indexOf(finding) * 2 + urgency) * 3 + duty) * (MOST_OPENED + 1) + synergy;
}
