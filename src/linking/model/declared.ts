/**
 * Rates declared before anything is learned, from what departments' files are commonly like (the departments' own
 * errors are learned; these are what few rows lean on). In the order of the levels, `missing` first.
 */
import type { ChanceRates, LinkModel, Rates, StrangerKind } from './link-model.ts';

/** The same person. Identity numbers: by what is left of a damaged one, and for a whole one. */
const match: Rates = {
  name: [1, 0.9, 0.004, 0.025, 0.015, 0.01, 0.015, 0.01, 0.002, 0.004, 0.005, 0.01],
  sex: [1, 0.995, 0.005],
  birthDate: [1, 0.955, 0.006, 0.015, 0.007, 0.007, 0.01],
  phone: [1, 0.6, 0.01, 0.001, 0.389],
  address: [1, 0.6, 0.1, 0.1, 0.03, 0.17],
  idNumber: [1, 0.9995, 0.45, 0.2, 0.05, 0.15, 0.05, 0.04, 0.06, 0.0005],
};

/** Whole numbers differ; a damaged one that nearly fits another person is rarer than one in ten million pairs. */
const strangeIds = [1, 1e-9, 2e-8, 2e-8, 1e-7, 0.05, 1e-5, 0.3, 1, 1] as const;

const strangers: Rates = {
  name: [1, 2e-4, 1e-6, 2e-4, 5e-4, 4e-4, 4e-3, 8e-3, 5e-5, 2e-3, 0.04, 0.944],
  sex: [1, 0.5, 0.5],
  birthDate: [1, 4e-5, 5e-6, 3e-4, 1e-3, 0.012, 0.9866],
  phone: [1, 1e-7, 1e-6, 1e-4, 0.9999],
  address: [1, 1e-6, 1e-6, 1e-3, 0.03, 0.969],
  idNumber: strangeIds,
};

const neighbours: Rates = { ...strangers, address: [1, 1e-5, 1e-5, 0.97, 0.01, 0.02] };

const kin: Rates = {
  name: [1, 5e-4, 1e-6, 1e-3, 1e-3, 3e-3, 0.06, 0.04, 2e-4, 0.01, 0.42, 0.464],
  sex: [1, 0.45, 0.55],
  birthDate: [1, 1e-4, 1e-5, 1e-3, 2e-3, 0.02, 0.977],
  phone: [1, 0.6, 1e-4, 1e-4, 0.4],
  address: [1, 0.85, 0.05, 0.05, 0.01, 0.04],
  idNumber: strangeIds,
};

const twins: Rates = {
  ...kin,
  name: [1, 5e-4, 1e-6, 5e-3, 5e-3, 0.01, 0.5, 0.2, 1e-3, 0.01, 0.26, 0.01],
  sex: [1, 0.65, 0.35],
  birthDate: [1, 0.9999, 1e-5, 2e-5, 2e-5, 2e-5, 3e-5],
  idNumber: [1, 1e-9, 1e-6, 1e-6, 1e-6, 0.5, 0.01, 0.95, 1, 1],
};

/** Rates of chance pairs, by kind; the shares are for a county of some hundred thousand. */
export const declaredChance: Readonly<Record<StrangerKind, ChanceRates>> = {
  strangers: { share: 1, rates: strangers },
  neighbours: { share: 1e-3, rates: neighbours },
  kin: { share: 1e-5, rates: kin },
  twins: { share: 1e-8, rates: twins },
};

/** Agreement of true matches. */
export const declaredMatch = match;

/** What is used until something is learned. */
export const declaredModel: LinkModel = {
  matchShare: 0.9,
  thresholds: { link: 0.98, review: 0.25 },
  match,
  chance: declaredChance,
  sameName: 2e-4,
  sameSurname: 0.04,
  crowd: 4,
};
