import { defaultThreads } from '../../src/io/worker-pool.ts';
import { createLinker } from '../../src/linking/index.ts';
import { makeScene, qualityOf, type Quality, type Scene } from '../../src/linking/testing/scene.ts';
import type { IdentityFields, LabelledRow, LinkResult } from '../../src/linking/types.ts';
import { timing, type Bench } from './bench.ts';
import { linkByPeer, type PeerLinks } from './linking-peer.ts';

const small = 20_000;
const large = 1_000_000;
const seed = 7;
const added = 50_000;
const MEBIBYTE = 2 ** 20;
/** From this probability on the peer's best person counts as a link: what its documentation calls a safe choice. */
const PEER_LINKS = 0.95;

/** Linking rows to persons, with the usual dirt and without any number, against Splink and exact numbers alone. */
export const linkingBench: Bench = {
  name: 'linking',
  title: `${small} rows without numbers to ${small} persons against Splink; --large: a million to a million`,
  run: async (options) => {
    const scene = makeScene(small, seed);
    const rows = scene.rows.map(withoutNumber);
    const threads = defaultThreads();
    const runs = [];
    for (let run = 0; run < 4; run++) runs.push(await link(scene, rows, [], threads));
    const ours = timing(
      'jiuzhu linking',
      process.version,
      runs.slice(1).map(({ ms }) => ms),
    );
    const quality = qualityOf(runs[0]!.answers, scene.truth);
    const peer = await linkByPeer(scene, threads);
    const peerTiming = peer.answer.timing;
    return {
      bench: linkingBench.name,
      setting: {
        rows: small,
        persons: small,
        seed,
        threads,
        rows_per_second: Math.round((small / ours.medianMs) * 1000),
        ...named('no_numbers', quality),
        ...(peerTiming ? named('peer', peerQuality(peer, scene)) : {}),
        ...(options.large ? await largeRun(threads) : {}),
      },
      ours,
      peer: peerTiming,
      peerProblem: peer.answer.timing === null ? peer.answer.problem : '',
      ratio: peerTiming ? ours.medianMs / peerTiming.medianMs : null,
      agreement: peerTiming ? sameAnswers(runs[0]!.answers, peer) : null,
    };
  },
};

interface Run {
  readonly ms: number;
  readonly answers: readonly LinkResult[];
}

/** Adds the persons, learns and links, from the texts on. */
async function link(
  { persons }: Scene,
  rows: readonly IdentityFields[],
  labelled: readonly LabelledRow[],
  threads: number,
): Promise<Run> {
  const start = performance.now();
  const linker = createLinker();
  for (let at = 0; at < persons.length; at += added) linker.addPersons(persons.slice(at, at + added));
  const unnumbered = rows.filter(({ idNumber }) => idNumber === null || idNumber.includes('*'));
  linker.learn(labelled, unnumbered.slice(0, 20_000));
  const answers = await linker.linkParallel(rows, { threads });
  return { ms: performance.now() - start, answers };
}

/** A million to a million: with the usual dirt, where 4 % lack a usable number, and with every number hidden. */
async function largeRun(threads: number): Promise<Record<string, number>> {
  const scene = makeScene(large, seed);
  const byNumber = new Map(scene.persons.map(({ idNumber }, i) => [idNumber, i]));
  const exact = scene.rows.map(({ idNumber }) => byNumber.get(idNumber ?? '') ?? -1);
  const labelled = scene.rows.flatMap((fields, i) => (exact[i]! < 0 ? [] : [{ fields, person: exact[i]! }]));
  const usual = await link(scene, scene.rows, labelled, threads);
  const hidden = await link(scene, scene.rows.map(withoutNumber), labelled, threads);
  return {
    large_rows: large,
    large_persons: large,
    large_seconds: usual.ms / 1000,
    ...named('large', qualityOf(usual.answers, scene.truth)),
    ...named(
      'large_without_exact_number',
      qualityOf(usual.answers, scene.truth, (row) => exact[row]! < 0),
    ),
    large_exact_number_alone_recall: qualityOf(
      exact.map((person) => ({ person, decision: person < 0 ? 'new' : 'link' })),
      scene.truth,
    ).recall,
    large_no_numbers_seconds: hidden.ms / 1000,
    ...named('large_no_numbers', qualityOf(hidden.answers, scene.truth)),
    peak_rss_mib: Math.round(process.resourceUsage().maxRSS / (MEBIBYTE / 1024)),
  };
}

function withoutNumber(row: IdentityFields): IdentityFields {
  return { ...row, idNumber: null };
}

function named(prefix: string, { precision, recall, reviewed }: Quality): Record<string, number> {
  return {
    [`${prefix}_precision`]: precision,
    [`${prefix}_recall`]: recall,
    [`${prefix}_reviewed`]: reviewed,
  };
}

function peerQuality({ person, probability }: PeerLinks, { truth }: Scene): Quality {
  const answers = Array.from(person, (known, row) => ({
    person: known,
    decision: probability[row]! >= PEER_LINKS ? 'link' : 'new',
  }));
  return qualityOf(answers, truth);
}

/** Share of rows for which both link the same person or both link nobody. */
function sameAnswers(answers: readonly LinkResult[], { person, probability }: PeerLinks): number {
  let same = 0;
  answers.forEach((answer, row) => {
    const ours = answer.decision === 'link' ? answer.person : -1;
    const theirs = probability[row]! >= PEER_LINKS ? person[row] : -1;
    if (ours === theirs) same++;
  });
  return same / answers.length;
}
