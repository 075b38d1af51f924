/**
 * What speaks for an alert, in words.
 */
import type { IsoDate } from '../core/dates.ts';
import { evidenceRows, type AlertEvidenceTable, type AlertTable, type Store } from '../store/index.ts';
import { alertOf } from './alert.ts';
import { atLeast, levelOf, type Candidate, type Chosen } from './plan.ts';
import { alertLevels, type AlertLevel, type AlertSettings } from './settings.ts';

/** Reasons told beside a score. */
const reasonsTold = 3;

/** A piece of evidence before it has its place. */
export type Evidence = Omit<AlertEvidenceTable, 'alert_id' | 'sequence'>;

/** What a new alert stands on. */
export function evidenceOf({ candidate, level, source, drawnWith }: Chosen, asOf: IsoDate): Evidence[] {
  if (source === 'audit')
    return [
      {
        kind: 'audit',
        code: 'RANDOM_DRAW',
        level,
        as_of: asOf,
        zh: `名单以外的随机抽查，抽中概率 ${(drawnWith ?? 0).toPrecision(3)}`,
        en: `drawn at random off the list, with probability ${(drawnWith ?? 0).toPrecision(3)}`,
      },
    ];
  return [scoreEvidence(candidate, asOf), ...candidate.signals.map((signal) => signalEvidence(signal, asOf))];
}

function scoreEvidence({ probability, band, reasons }: Candidate, asOf: IsoDate): Evidence {
  const told = reasons.slice(0, reasonsTold);
  const share = `${(100 * probability).toFixed(1)}%`;
  return {
    kind: 'score',
    code: 'SCORE',
    level: band,
    as_of: asOf,
    zh: `模型概率 ${share}：${told.map(({ zh }) => zh).join('；')}`,
    en: `probability ${share}: ${told.map(({ en }) => en).join('; ')}`,
  };
}

function signalEvidence({ code, level, zh, en }: Candidate['signals'][number], asOf: IsoDate): Evidence {
  return { kind: 'signal', code, level, as_of: asOf, zh, en };
}

/** What speaks loudest for an alert: its most urgent signal, or else its score or draw; `null` when nothing is told. */
export function reasonInOneLine(store: Store, alert: string): Pick<Evidence, 'zh' | 'en'> | null {
  const told = evidenceRows(store, alert);
  const signals = told.filter(({ kind }) => kind === 'signal');
  const [loudest] = signals.length > 0 ? signals.toSorted(byUrgency) : told;
  return loudest ? { zh: loudest.zh, en: loudest.en } : null;
}

function byUrgency(a: AlertEvidenceTable, b: AlertEvidenceTable): number {
  const levels: readonly string[] = alertLevels;
  return levels.indexOf(b.level) - levels.indexOf(a.level);
}

/** An open alert that learns something. */
export interface Fresh {
  readonly row: AlertTable;
  readonly level: AlertLevel;
  readonly evidence: readonly Evidence[];
}

/** What open alerts did not know yet: a signal not told, or told at a lower level; a higher band of the score. */
export function freshEvidence(
  store: Store,
  open: readonly AlertTable[],
  known: readonly Candidate[],
  { asOf, settings }: { readonly asOf: IsoDate; readonly settings: AlertSettings },
): Fresh[] {
  const rows = new Map(open.map((row) => [row.household_id, row]));
  return known.flatMap((candidate): Fresh[] => {
    const row = rows.get(candidate.household);
    if (!row) return [];
    const told = evidenceRows(store, row.id);
    const isNew = ({ code, level }: Evidence): boolean =>
      !told.some(
        (one) => one.code === code && atLeast(one.level as Candidate['band'], level as Candidate['band']),
      );
    const all = [
      scoreEvidence(candidate, asOf),
      ...candidate.signals.map((one) => signalEvidence(one, asOf)),
    ];
    const evidence = all.filter((one) => isNew(one) && !(one.code === 'SCORE' && one.level === 'blue'));
    if (evidence.length === 0) return [];
    const level = levelOf(candidate, settings);
    const known = alertOf(row).level;
    return [{ row, level: atLeast(level, known) ? level : known, evidence }];
  });
}
