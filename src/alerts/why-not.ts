/**
 * Why there is no alert for a household: what the last round decided, in words.
 */
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { findScore, latestRound, roundRow, skipRow, type Store } from '../store/index.ts';
import { alertsOfHousehold, type Alert } from './alert.ts';
import { alertStates } from './lifecycle.ts';

/** The kinds of answer. */
export type WhyNotKind =
  'open' | 'raised' | 'capacity' | 'visited' | 'held' | 'waiting' | 'below' | 'unknown';

/** The answer. */
export interface WhyNot {
  readonly kind: WhyNotKind;
  readonly household: string;
  readonly round: string;
  readonly asOf: string;
  readonly zh: string;
  readonly en: string;
  /** Ranks, capacities, days: what the words are made of. */
  readonly details: Readonly<Record<string, Json>>;
}

interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * Explains a household's absence from (or presence in) a round.
 *
 * @param roundId default: the newest round
 * @throws JZ_ALERT_NO_ROUND
 */
export async function whyNot(store: Store, household: string, roundId?: string): Promise<WhyNot> {
  const round = roundId === undefined ? latestRound(store) : roundRow(store, roundId);
  if (!round) throw new JzError('JZ_ALERT_NO_ROUND');
  const place = { household, round: round.id, asOf: round.as_of };
  const alerts = alertsOfHousehold(store, household);
  const alert = alerts.find(({ isOpen }) => isOpen) ?? alerts.find((one) => one.round === round.id);
  if (alert) return { ...place, ...ofAlert(alert) };
  const skip = skipRow(store, round.id, household);
  if (skip) {
    const details = JSON.parse(skip.details) as Record<string, Json>;
    const { kind, words } = ofSkip(skip.reason, details);
    return { ...place, kind, ...words, details };
  }
  const score = await findScore(store, round.run_id, household);
  if (!score) return { ...place, kind: 'unknown', ...unknown(round.as_of), details: {} };
  const { probability, band, rank } = score;
  return {
    ...place,
    kind: 'below',
    zh: `模型概率 ${percent(probability)}（${band}），全县第 ${rank} 位，没有够得上预警的信号。`,
    en: `The score is ${percent(probability)} (${band}), rank ${rank} of the county, and no signal is strong enough by itself.`,
    details: { probability, band, rank },
  };
}

function ofAlert({ id, state, isOpen, raisedOn }: Alert): Omit<WhyNot, 'household' | 'round' | 'asOf'> {
  const { zh, en } = alertStates[state];
  return {
    kind: isOpen ? 'open' : 'raised',
    zh: `有预警：${id}（${raisedOn} 发出，${zh}）。`,
    en: `There is one: ${id}, raised on ${raisedOn}, ${en}.`,
    details: { alert: id, state },
  };
}

function ofSkip(reason: string, details: Readonly<Record<string, Json>>): { kind: WhyNotKind; words: Words } {
  const told = (name: string): string => {
    const value = details[name];
    return typeof value === 'number' || typeof value === 'string' ? String(value) : '?';
  };
  if (reason === 'capacity')
    return {
      kind: 'capacity',
      words: {
        zh: `够得上预警，但排在本乡镇第 ${told('rank')} 位（共 ${told('of')} 户），本轮只能走访名单上的 ${told('listed')} 户（走访能力 ${told('capacity')} 户）。`,
        en: `It qualifies, but is number ${told('rank')} of ${told('of')} in its township, which can visit ${told('listed')} from the list this round (capacity ${told('capacity')}).`,
      },
    };
  if (reason === 'visited')
    return {
      kind: 'visited',
      words: {
        zh: `${told('day')} 已走访（结论 ${told('outcome')}），到 ${told('until')} 前不再发。`,
        en: `It was visited on ${told('day')} (${told('outcome')}); nothing is raised again until ${told('until')}.`,
      },
    };
  if (reason === 'held')
    return { kind: 'held', words: { zh: '已在享低保或特困。', en: 'It is on Dibao or Tekun already.' } };
  return {
    kind: 'waiting',
    words: { zh: '已有申请在办，或刚获批准。', en: 'An application is being decided, or was just approved.' },
  };
}

function unknown(asOf: string): Words {
  return {
    zh: `${asOf} 总账中没有这一户的在世、在住成员（死亡、迁出、户已并入他户，或编号有误）。`,
    en: `On ${asOf} the ledger knows no living member of it here (died, moved away, joined another household, or a wrong number).`,
  };
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
