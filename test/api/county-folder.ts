/**
 * A data folder of a tiny county: a ledger of hand-made rows, a really fitted model and a list scored by it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gbdt } from '../../models/boosting/model.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { isoDate } from '../../src/core/dates.ts';
import { matrix } from '../../src/core/matrix.ts';
import { silent } from '../../src/core/progress.ts';
import { seededRng } from '../../src/core/rng.ts';
import { handMadeGeneration, type HandRow } from '../../src/ledger/hand-made-lake.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { writeHouseholdModel, type HouseholdModel } from '../../src/scoring/household-bundle.ts';
import { loadScorer } from '../../src/scoring/load.ts';
import type { LoadedScorer } from '../../src/scoring/load.ts';
import { scoreHouseholds } from '../../src/scoring/score-households.ts';
import { householdModel } from '../../src/scoring/test-support.ts';
import { openStore, publishScores, type Store } from '../../src/store/index.ts';

/** A folder with its open store. */
export interface CountyFolder {
  readonly folder: string;
  readonly store: Store;
  readonly scorer: LoadedScorer;
  readonly generation: string;
  close(): Promise<void>;
}

/** Day of the list. */
export const listDay = '2024-12-31';
/** A couple with hospital bills, refused Dibao in the autumn; township 330199001. */
export const illHousehold = 'h-ill';
/** On Dibao, so that it is not scored. */
export const aidedHousehold = 'h-aided';
/** In township 330199002. */
export const otherHousehold = 'h-other-0';

/** Makes the folder: a household in hardship, one on Dibao, and twelve that get along. */
export async function countyFolder(): Promise<CountyFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-county-folder-'));
  const lake = join(folder, 'lake');
  const generation = await handMadeGeneration(lake, [
    { department: 'civil_affairs', file: 'county.csv', tables: tables() },
  ]);
  const registry = join(folder, 'registry');
  const id = await writeHouseholdModel(registry, burdenModel(), { key: 'test' });
  const scorer = await loadScorer(join(registry, id));
  const store = openStore(join(folder, 'store.sqlite'), { create: true });
  await publishList(store, scorer, lake, generation);
  const close = async (): Promise<void> => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, store, scorer, generation, close };
}

async function publishList(
  store: Store,
  scorer: LoadedScorer,
  lake: string,
  generationId: string,
): Promise<void> {
  const ledger = await openLedger(lake);
  try {
    const asOf = isoDate(listDay);
    const list = await scoreHouseholds({ ledger, scorer, asOf, topReasons: 5, progress: silent });
    const { model, dataDate } = list;
    publishScores(
      store,
      { id: 'run-county', model, asOf, generationId, dataDate, currency: 'CNY', sourceTitles: {} },
      list.households.map((one) => ({ ...one, area: one.area.slice(0, 9), region: one.area })),
      [],
    );
  } finally {
    ledger.close();
  }
}

/** Risk rises with what is borne of medical costs against income. */
function burdenModel(): HouseholdModel {
  const features = ['medical__borne_sum_12m_fen', 'income__all_sum_12m_fen', 'household__size_members'];
  const rng = seededRng('burden');
  const borne = Float64Array.from({ length: 500 }, () => rng.int(8_000_000));
  const income = Float64Array.from(borne, () => 1_000_000 + rng.int(6_000_000));
  const y = Uint8Array.from(borne, (cost, i) => Number(rng.next() < Math.min(0.95, cost / (income[i] ?? 1))));
  const X = matrix(features, [borne, income, borne.map(() => 1 + rng.int(4))]);
  const trees = gbdt.fit(X, y, { ...boostingDefaults, rounds: 20 }, seededRng(1));
  return {
    ...householdModel(),
    catalogue: 'county',
    calibrator: { kind: 'identity' },
    stack: { family: 'stack', format: 1, features, intercept: 0, members: [{ weight: 1, model: trees }] },
  };
}

function tables(): Record<string, HandRow[]> {
  const others = Array.from({ length: 12 }, (_, i) => ({
    household: `h-other-${i}`,
    person: `p-other-${i}`,
    region: `33019900${2 - (i % 2)}001`,
  }));
  const homes = [
    { household: illHousehold, region: '330199001002' },
    { household: aidedHousehold, region: '330199001003' },
    ...others,
  ];
  return {
    household: homes.map(({ household, region }) => ({
      ...on('2020-02-01'),
      ...{ household_id: household, region_code: region, hukou_type: 'rural' },
    })),
    ...people(others),
    ...months(others.map(({ person }) => person)),
    ...hardship(),
  };
}

function people(others: readonly { household: string; person: string }[]): Record<string, HandRow[]> {
  const all: [household: string, person: string, relation: string, sex: string, born: string][] = [
    [illHousehold, 'p-ill', '02', '1', '1968-04-12'],
    [illHousehold, 'p-spouse', '10', '2', '1970-09-30'],
    [aidedHousehold, 'p-aided', '02', '2', '1950-01-05'],
    ...others.map(
      ({ household, person }) =>
        [household, person, '02', '1', '1985-06-01'] as [string, string, string, string, string],
    ),
  ];
  return {
    person: all.map(([, person, , sex, born]) => ({
      ...on('2020-02-01'),
      ...{ person_id: person, sex, birth_date: born },
    })),
    membership: all.map(([household, person, relation]) => ({
      ...on('2020-02-01'),
      ...{
        household_id: household,
        person_id: person,
        relation,
        valid_from: '2020-02-01',
        reason: 'initial',
      },
    })),
  };
}

/** Two years of wages and power bills, and Dibao for the one who has it. */
function months(others: readonly string[]): Record<string, HandRow[]> {
  const all = Array.from(
    { length: 24 },
    (_, i) => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
  );
  const wage = (person: string, month: string, fen: bigint): HandRow => ({
    ...on(`${month}-10`),
    ...{ person_id: person, kind: 'wage', month, amount_fen: fen },
  });
  return {
    income_month: all.flatMap((month) => [
      wage('p-ill', month, 150_000n),
      ...others.map((person) => wage(person, month, 500_000n)),
    ]),
    utility_month: all.map((month) => ({
      ...on(`${month}-20`),
      ...{ person_id: 'p-ill', kind: 'electricity', month, usage: 80, amount_fen: 4_300n },
    })),
    assistance_grant: all.map((month) => ({
      ...on(`${month}-15`),
      ...{ household_id: aidedHousehold, item: 'dibao', action: 'paid', month, amount_fen: 70_000n },
    })),
  };
}

function hardship(): Record<string, HandRow[]> {
  const claim = (day: string, fen: bigint): HandRow => ({
    ...on(day),
    ...{ person_id: 'p-ill', setting: 'inpatient', icd10: 'C34.9', total_fen: fen * 2n, in_scope_fen: fen },
    ...{ basic_paid_fen: 0n, self_paid_fen: fen, out_of_scope_fen: 0n },
  });
  return {
    medical_claim: [claim('2024-06-03', 3_000_000n), claim('2024-08-19', 2_500_000n)],
    observation: [
      { ...on('2024-06-10'), person_id: 'p-ill', code: 'health.major_disease', value: 1, detail: 'C34.9' },
    ],
    assistance_application: [
      { ...on('2024-09-02'), household_id: illHousehold, item: 'dibao', action: 'applied' },
      { ...on('2024-10-08'), household_id: illHousehold, item: 'dibao', action: 'refused', reason: 'income' },
    ],
    report: [{ ...on('2024-11-20'), person_id: 'p-spouse', channel: 'happiness_code', topic: 'medical' }],
    // Known only after the day of the list.
    visit: [
      {
        occurred_on: '2024-12-30',
        recorded_at: '2025-01-06',
        household_id: illHousehold,
        outcome: 'confirmed',
      },
    ],
  };
}

function on(day: string): HandRow {
  return { occurred_on: day, recorded_at: day };
}
