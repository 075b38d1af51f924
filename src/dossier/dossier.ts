/**
 * One household in full, as of the day of its list and as known on it.
 */
import { countyLaw } from '../../features/county/build.ts';
import { selectColumns, type Matrix } from '../core/matrix.ts';
import { countyDerived } from '../scoring/county-derived.ts';
import { derivedOf, whatWouldLower, type Lowering } from '../scoring/what-if.ts';
import { channelsOf, type Channels } from './channels.ts';
import type { Words } from './coded.ts';
import type { County } from './county.ts';
import { eventsOf, type HouseholdEvent } from './events.ts';
import { grantsOf, type Grant } from './grants.ts';
import { membersOf, type Member } from './members.ts';
import { eventRows } from './rows.ts';
import { signalsOf, type HouseholdSignal } from './signals.ts';

/** A change that would lower the band, with its feature's words. */
export interface LoweringChange extends Words {
  readonly feature: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

/** What would lower the band. */
export interface Lowerings {
  readonly lowerings: readonly (Omit<Lowering, 'changes'> & {
    readonly changes: readonly LoweringChange[];
  })[];
  /** That nothing that can change reaches a lower band, where none is told. */
  readonly isCertain: boolean;
}

/** Everything of a household. */
export interface Dossier {
  readonly members: readonly Member[];
  readonly grants: readonly Grant[];
  readonly timeline: readonly HouseholdEvent[];
  readonly channels: Channels;
  readonly signals: readonly HouseholdSignal[];
  /** `null` for a household that is not scored. */
  readonly whatIf: Lowerings | null;
  /** Paid Dibao or Tekun within the last two months: not scored for that. */
  readonly isHeld: boolean;
  /** What the model knows nothing of. */
  readonly missingFeatures: readonly Words[];
}

/** Reads the dossier. @param isScored whether the household is in the list */
export async function readDossier(
  county: County,
  { household, isScored }: { readonly household: string; readonly isScored: boolean },
): Promise<Dossier> {
  const { asOf, reach } = county;
  const features = await county.features(household);
  return county.alone(household, async (db) => {
    const rows = await eventRows(db, asOf, household);
    const grants = grantsOf(rows, asOf);
    const channels = await channelsOf({ db, asOf, household, reach });
    return {
      members: await membersOf(db, asOf, household),
      grants,
      timeline: eventsOf(rows, grants, channels),
      channels,
      signals: features ? await signalsOf(db, county.signals, { asOf, household, features }) : [],
      whatIf: features && isScored ? await lowerings(county, features) : null,
      isHeld: features?.columns[features.names.indexOf('aid__any_held_flag')]?.[0] === 1,
      missingFeatures: features ? missingOf(county, features) : [],
    };
  });
}

async function lowerings({ ledger, scorer, asOf, region }: County, features: Matrix): Promise<Lowerings> {
  const { model, wording } = scorer;
  const known = model.stack.features;
  const own = selectColumns(features, known);
  const row = own.columns.map((column) => column[0] ?? Number.NaN);
  const [score] = scorer.score(own, 0);
  if (!score) return { lowerings: [], isCertain: false };
  const law = await countyLaw(ledger.db, region);
  const derived = derivedOf(countyDerived({ matrix: features }, law(asOf)), 0, known);
  const found = whatWouldLower(scorer, { row, band: score.band, derived });
  return {
    isCertain: found.isCertain,
    lowerings: found.lowerings.map((one) => ({
      ...one,
      changes: one.changes.map(({ feature, from, to }) => {
        const { zh, en, unit } = wording.featureTitle(feature);
        return { feature, zh, en, unit, from, to };
      }),
    })),
  };
}

function missingOf({ scorer: { model, wording } }: County, features: Matrix): Words[] {
  return model.stack.features
    .filter((name) => Number.isNaN(features.columns[features.names.indexOf(name)]?.[0] ?? Number.NaN))
    .map((name) => wording.featureTitle(name))
    .map(({ zh, en }) => ({ zh, en }));
}
