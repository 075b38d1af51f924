/**
 * The thread that reads households: what it computes never holds up the service.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { JzError, type ErrorCode, type ErrorDetails } from '../core/errors/index.ts';
import type { WorkerReply } from '../io/worker-pool.ts';
import { loadScorer } from '../scoring/load.ts';
import { readAdvice, type Advice } from './advice.ts';
import { openCounty, type County, type Home } from './county.ts';
import { readDossier, type Dossier } from './dossier.ts';
import type { Supposition } from '../whatif/household/suppose.ts';
import { supposeHousehold, type SupposedHousehold } from './suppose.ts';

/** What the thread serves. */
export interface Served {
  /** Data folder with lake/ and registry/. */
  readonly dataDirectory: string;
  readonly model: string;
  readonly generation: string;
  readonly asOf: string;
}

/** A question about one household. */
export type Question =
  | { readonly ask: 'dossier'; readonly household: string; readonly isScored: boolean }
  | { readonly ask: 'advice'; readonly household: string }
  | { readonly ask: 'home'; readonly household: string }
  | (Supposition & { readonly ask: 'suppose'; readonly household: string; readonly isScored: boolean });

/** Its answer. */
export type Answer =
  | { readonly dossier: Dossier }
  | { readonly advice: Advice; readonly lawRegion: string }
  | { readonly home: Home | null }
  | { readonly supposed: SupposedHousehold; readonly lawRegion: string }
  | { readonly refused: { readonly code: ErrorCode; readonly details: ErrorDetails } };

const opening = open(workerData as Served);
// Every question is told of a failed opening.
opening.catch(() => undefined);

async function open({ dataDirectory, model, generation, asOf }: Served): Promise<County> {
  const scorer = await loadScorer(join(dataDirectory, 'registry', model));
  const lake = join(dataDirectory, 'lake');
  return openCounty({ dataDirectory, lake, generation, asOf, scorer });
}

async function answer(question: Question): Promise<Answer> {
  const county = await opening;
  const { household } = question;
  switch (question.ask) {
    case 'dossier':
      return { dossier: await readDossier(county, question) };
    case 'advice':
      return { advice: await readAdvice(county, household), lawRegion: county.region };
    case 'home':
      return { home: await county.home(household) };
    case 'suppose':
      return { supposed: await supposeHousehold(county, household, question), lawRegion: county.region };
  }
}

parentPort?.on('message', (question: Question) => {
  const reply = (message: WorkerReply<Answer>): void => parentPort?.postMessage(message);
  answer(question).then(
    (ok) => reply({ ok }),
    (error: unknown) =>
      // An error loses its code on the way between threads.
      error instanceof JzError
        ? reply({ ok: { refused: { code: error.code, details: error.details } } })
        : reply({ error }),
  );
});
