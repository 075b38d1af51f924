import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRng, type Rng } from '../../src/core/rng.ts';
import { loadPolicy } from '../../src/policy/engine/policy.ts';
import { compileItems, type ItemAnswers } from '../../src/policy/columnar/items.ts';
import { packPopulation, startPolicyPool } from '../../src/policy/index.ts';
import type { FactId } from '../../src/policy/facts/catalogue.ts';
import type { FactColumn, Population } from '../../src/policy/facts/population.ts';
import { snapshotOf, type Snapshot } from '../../src/policy/parameters/snapshot.ts';
import { timing, type Bench, type BenchResult, type Timing } from './bench.ts';
import { runPeer, type PeerAnswer } from './peer.ts';

const households = 1_000_000;
/** Ours and the peer's in turn, so that both meet the same moods of the machine. */
const rounds = 3;
const runs = 7;
const threads = 2;
const items = ['dibao', 'dibian', 'rigid', 'disability_nursing'] as const;
const YUAN = 100;

/** Programmes the peer was not given are switched off by their own parameter. */
const othersOff = { 'tekun.in_force': 0, 'child.in_force': 0, 'elder.care_in_force': 0 };

/** The four rules both have: Dibao with its gap, Dibian, the rigid-expenditure ratio, the nursing subsidy. */
export const policyOpenFiscaBench: Bench = {
  name: 'policy-openfisca',
  title: 'four assistance rules over 1,000,000 households, against OpenFisca-Core',
  run: async () => {
    const policy = await loadPolicy();
    const snapshot = snapshotOf(policy.catalogue, '330100', '2025-06-01', othersOff);
    const population = fourRulePopulation();
    const packed = packPopulation(population);
    const program = compileItems(policy, items);
    const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-'));
    const pool = startPolicyPool(threads);
    try {
      await writeInputs(folder, population, snapshot);
      let [mine, shared]: [ItemAnswers | undefined, ItemAnswers | undefined] = [undefined, undefined];
      const here = (): ItemAnswers => (mine = program.run(snapshot, packed, mine));
      const onPool = async (): Promise<ItemAnswers> =>
        (shared = await program.runOn(pool, snapshot, packed, shared));
      const [one, two]: [number[], number[]] = [[], []];
      const theirs: number[] = [];
      let peer: PeerAnswer = { timing: null, problem: 'not run' };
      for (let round = 0; round < rounds; round++) {
        one.push(...(await times(here)));
        two.push(...(await times(onPool)));
        peer = await runPeer('policy/openfisca.py', [folder, String(runs)]);
        if (peer.timing) theirs.push(peer.timing.medianMs);
      }
      return resultOf({
        one,
        two,
        theirs,
        peer,
        differing: await differingFrom(folder, await onPool(), peer),
      });
    } finally {
      await pool.close();
      await rm(folder, { recursive: true });
    }
  },
};

/** Milliseconds of each run; the first is not counted. */
async function times(work: () => unknown): Promise<readonly number[]> {
  const all: number[] = [];
  for (let i = 0; i <= runs; i++) {
    const start = performance.now();
    await work();
    all.push(performance.now() - start);
  }
  return all.slice(1);
}

interface Measured {
  readonly one: readonly number[];
  readonly two: readonly number[];
  readonly theirs: readonly number[];
  readonly peer: PeerAnswer;
  readonly differing: number;
}

function resultOf({ one, two, theirs, peer, differing }: Measured): BenchResult {
  const [single, double] = [one, two].map((list) => timing('jiuzhu policy columns', process.version, list));
  const peerTiming = peer.timing && timing(peer.timing.name, peer.timing.version, theirs);
  const faster = (ours: Timing): number =>
    peerTiming ? Number((peerTiming.medianMs / ours.medianMs).toFixed(2)) : 0;
  return {
    bench: policyOpenFiscaBench.name,
    setting: {
      households,
      threads,
      peer_threads: 1,
      one_thread_ms: single!.medianMs,
      one_thread_times_as_fast: faster(single!),
      times_as_fast: faster(double!),
      differing_households: differing,
      load_average: Number(loadavg()[0]!.toFixed(2)),
    },
    ours: double!,
    peer: peerTiming,
    peerProblem: peer.timing === null ? peer.problem : '',
    ratio: peerTiming && double!.medianMs / peerTiming.medianMs,
    agreement: peerTiming && 1 - differing / households,
  };
}

/** Only what the four rules of the peer read; the other facts have their absent values. */
export function fourRulePopulation(): Population {
  const rng = seededRng(3);
  const personStart = new Uint32Array(households + 1);
  for (let i = 0; i < households; i++) personStart[i + 1] = personStart[i]! + 1 + rng.int(4);
  const n = personStart[households]!;
  const numbers = (length: number, draw: (r: Rng) => number): Float64Array =>
    Float64Array.from({ length }, () => draw(rng));
  const bytes = (length: number, draw: (r: Rng) => number): Uint8Array =>
    Uint8Array.from({ length }, () => draw(rng));
  const relation = bytes(n, () => 2);
  for (let i = 0; i < households; i++) relation[personStart[i]!] = 0;
  const columns = new Map<FactId, FactColumn>([
    ['person.age', numbers(n, (r) => 1 + r.int(58))],
    ['person.relation', relation],
    ['person.wage', numbers(n, (r) => (r.next() < 0.5 ? 0 : r.int(50_000) * YUAN))],
    ['person.pension', numbers(n, (r) => (r.next() < 0.8 ? 0 : r.int(30_000) * YUAN))],
    ['person.work_cost', numbers(n, (r) => (r.next() < 0.8 ? 0 : r.int(3_000) * YUAN))],
    ['person.education_fees', numbers(n, (r) => (r.next() < 0.8 ? 0 : r.int(20_000) * YUAN))],
    ['person.disability_grade', numbers(n, (r) => (r.next() < 0.9 ? 0 : 1 + r.int(4)))],
    ['person.disability_type', bytes(n, (r) => 1 + r.int(7))],
    ['person.self_care_failures', numbers(n, (r) => r.int(7))],
    ['person.needs_long_care', bytes(n, (r) => r.int(2))],
    ['household.financial_assets', numbers(households, (r) => r.int(120_000) * YUAN)],
    ['household.living_costs', numbers(households, (r) => r.int(20_000) * YUAN)],
  ]);
  const constants = new Map<FactId, number>([
    ['person.father', 0],
    ['person.mother', 0],
    ['person.insurance', 1],
    ['household.rural', 0],
    ['household.no_other_supporters', 0],
  ]);
  return { nHouseholds: households, personStart, columns, constants };
}

async function writeInputs(folder: string, population: Population, snapshot: Snapshot): Promise<void> {
  const home = new Uint32Array(population.personStart[households]!);
  for (let h = 0; h < households; h++) home.fill(h, population.personStart[h], population.personStart[h + 1]);
  await writeFile(join(folder, 'home.u32'), home);
  for (const [id, column] of population.columns) {
    const name = id.slice(id.indexOf('.') + 1);
    await writeFile(join(folder, `${name}.${column instanceof Float64Array ? 'f64' : 'u8'}`), column);
  }
  const mind = snapshot.value('disability.mind_types');
  const types = population.columns.get('person.disability_type')!;
  await writeFile(
    join(folder, 'mind_disability.u8'),
    Uint8Array.from(types, (type) => (mind >> type) & 1),
  );
  await writeFile(
    join(folder, 'setting.json'),
    JSON.stringify({ households, parameters: peerParameters(snapshot) }),
  );
}

/** The same parameters, in yuan and plain ratios. */
function peerParameters(snapshot: Snapshot): Record<string, number> {
  const yuan = (id: string): number => snapshot.value(id) / YUAN;
  const ratio = (id: string): number => snapshot.value(id) / 10_000;
  return {
    standard: yuan('dibao.standard_urban'),
    min_wage: yuan('local.min_wage'),
    disposable: yuan('local.disposable_urban'),
    dibian_multiplier: ratio('dibian.multiplier'),
    rigid_ratio: ratio('rigid.ratio'),
    dibao_years: ratio('assets.dibao.financial_years'),
    dibian_years: ratio('assets.dibian.financial_years'),
    rigid_years: ratio('assets.rigid.financial_years'),
    severe_grade: snapshot.value('disability.severe_grade'),
    mind_grade: snapshot.value('disability.nursing_mind_grade'),
    nursing_full: yuan('disability.nursing_full'),
    nursing_half: yuan('disability.nursing_half'),
    nursing_light: yuan('disability.nursing_light'),
  };
}

/** Households for which any of the four answers differs. */
async function differingFrom(folder: string, answers: ItemAnswers, peer: PeerAnswer): Promise<number> {
  if (peer.timing === null) return 0;
  const theirs = async (name: string): Promise<Float64Array> => {
    const bytes = await readFile(join(folder, `${name}.out.f64`));
    return new Float64Array(Uint8Array.from(bytes).buffer);
  };
  const [amount, dibian, rigid, nursing] = await Promise.all(
    ['dibao_amount', 'dibian', 'rigid', 'nursing'].map(theirs),
  );
  let differing = 0;
  for (let h = 0; h < households; h++) {
    const same =
      answers.get('dibao')?.amount?.[h] === amount![h]! * YUAN &&
      answers.get('dibian')?.kept[h] === dibian![h] &&
      answers.get('rigid')?.kept[h] === rigid![h] &&
      answers.get('disability_nursing')?.amount?.[h] === nursing![h]! * YUAN;
    if (!same) differing++;
  }
  return differing;
}
