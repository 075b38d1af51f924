/**
 * What an action may be told, drawn at random.
 */
import type { Rng } from '../../core/rng.ts';
import type { OfficerAction } from '../act.ts';
import { visitOutcomes } from '../lifecycle.ts';

/** Valid details of an action. */
export function anyDetails(action: OfficerAction, rng: Rng): object {
  const details: Readonly<Record<OfficerAction, object>> = {
    assign: { to: `网格员${rng.int(5)}` },
    accept: {},
    visit: { visited_on: '2025-03-03', findings: { members: 1 + rng.int(6), wage_fen: rng.int(9_000_000) } },
    conclude: { outcome: visitOutcomes[rng.int(visitOutcomes.length)] },
    match: { items: ['dibao'] },
    refer: { department: '医保局', items: ['temporary'] },
    aid: { items: ['temporary'] },
    refuse: { reason: '收入超标' },
    feed_back: {},
    close: {},
    reopen: { reason: '误结' },
  };
  return details[action];
}
