/**
 * The order of a household's findings: emergencies, then statuses that open other items, then money by law, then what
 * must be asked, then charity. A smaller number comes first.
 */
import type { Policy } from '../policy/index.ts';
import type { Recommendation } from './finding.ts';

const FINDINGS = ['overlap', 'review', 'entitled', 'ask'] as const;
const EMERGENCIES = ['temporary_emergency', 'disaster_relief', 'disaster_lodging', 'temporary_migrant'];
const MOST_OPENED = 100;

/** Order of a finding. */
export function rankOf(policy: Policy, line: Omit<Recommendation, 'rank'>): number {
  const item = policy.items.find(({ id }) => id === line.item);
  const finding = FINDINGS.indexOf(line.finding);
  const urgency = EMERGENCIES.includes(line.item) ? 0 : 1;
  const duty =
    item?.kind === 'status' || item?.kind === 'monthly' ? 0 : line.item.startsWith('charity') ? 2 : 1;
  const synergy = MOST_OPENED - Math.min(MOST_OPENED, line.with.length);
  return ((finding * 2 + urgency) * 3 + duty) * (MOST_OPENED + 1) + synergy;
}
