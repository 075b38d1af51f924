/**
 * A household as the simulation steps it: one class, so that the code that steps millions of them is compiled for one
 * shape.
 */
import { causes } from './codes.ts';
import { RING, zeros } from './memory.ts';
import type { Person } from './person.ts';

/** The lasting part of a household, handed down to those that split off. */
export interface Traits {
  readonly village: number;
  readonly rural: boolean;
  readonly kilometres: number;
  /** Hidden: standard normal of means, and risk factors of health and work. */
  readonly means: number;
  /** How much likelier death and disability are for want of means; 1 on average means. */
  readonly hardship: number;
  /** The better off choose dearer care and medicine, the poor go without; 1 on average. */
  readonly dearness: number;
  readonly healthFrailty: number;
  readonly workFrailty: number;
  /** Below `aid.reticence`: never asks by itself. */
  readonly reticence: number;
  readonly visibleIncome: number;
  readonly visibleAssets: number;
  /** Share of a hole that relatives fill; 0 for those without such relatives. */
  readonly kin: number;
  readonly powerScale: number;
}

/** A household as it stands at the end of a month; when made, everything starts anew. */
export class Home implements Traits {
  at = -1;
  number = 0;
  dwelling = 0;
  formedDay = 0;
  dissolvedDay = -1;
  members: number[] = [];
  /** The persons `members` points at, in the same order. */
  people: Person[] = [];
  readonly village: number = 0;
  readonly rural: boolean = false;
  readonly kilometres: number = 0;
  readonly means: number = 0;
  readonly hardship: number = 0;
  readonly dearness: number = 0;
  readonly healthFrailty: number = 0;
  readonly workFrailty: number = 0;
  readonly reticence: number = 0;
  visibleIncome = 0;
  readonly visibleAssets: number = 0;
  readonly kin: number = 0;
  powerScale = 0;
  assetsFen = 0;
  debtFen = 0;
  spendFen = 0;
  mortgageFen = 0;
  rentFen = 0;
  /** 0 owned, 1 public rental, 2 private rental. */
  tenure = 0;
  homes = 1;
  areaM2 = 0;
  grade = 0;
  shops = 0;
  cars = 0;
  carFen = 0;
  capitalFen = 0;
  firm = -1;
  firmKind = 0;
  rentArrears = 0;
  remittanceFen = 0;
  remitting = false;
  noSupporters = false;
  propertyFen = 0;
  powerArrears = 0;
  waterArrears = 0;
  water = 0;
  /** 0 none, 1 dibao, 2 dibian, 3 tekun, 4 rigid. */
  status = 0;
  dibaoFen = 0;
  statusSince = 0;
  reviewMonth = 0;
  leftMonth = -1000;
  /** Item asked for (position in `aidItems`), −1 when none is pending. */
  asked = -1;
  askedMonth = 0;
  decideMonth = 0;
  coolUntil = -1000;
  temporaryThisYear = 0;
  /** Months over the line at the last reviews; things owned that have a number; months lived through. */
  overMonths = 0;
  things = 0;
  lived = 0;
  temporaryFen = 0;
  /** Code of the emergency and its cost, for temporary aid. */
  emergency = 0;
  emergencyFen = 0;
  stale = true;
  monitored = false;
  /** Of the month: disposable income without aid, aid, rigid spending, persons. */
  incomeFen = 0;
  aidFen = 0;
  rigidFen = 0;
  size = 0;
  /** Rings of 12 months: income without aid, rigid spending, persons. */
  incomeRing = zeros(RING);
  rigidRing = zeros(RING);
  sizeRing = zeros(RING);
  levelFen = 0;
  inNeed = false;
  /** Months in need without a break, and months clear of it. */
  needMonths = 0;
  clear = 0;
  /** Month of the latest shock of each cause. */
  shocks: number[] = new Array<number>(causes.length).fill(-1000);
  cause = 0;

  /** @param place its position in the history, its number in the county, the day it was formed */
  constructor(
    traits: Traits,
    place: { readonly at: number; readonly number: number; readonly formedDay: number },
  ) {
    this.at = place.at;
    this.number = place.number;
    this.dwelling = place.number;
    this.formedDay = place.formedDay;
    this.village = traits.village;
    this.rural = traits.rural;
    this.kilometres = traits.kilometres;
    this.means = traits.means;
    this.hardship = traits.hardship;
    this.dearness = traits.dearness;
    this.healthFrailty = traits.healthFrailty;
    this.workFrailty = traits.workFrailty;
    this.reticence = traits.reticence;
    this.visibleIncome = traits.visibleIncome;
    this.visibleAssets = traits.visibleAssets;
    this.kin = traits.kin;
    this.powerScale = traits.powerScale;
  }
}

/**
 * The first household is laid out for amounts beyond 32 bits: a later change of layout would throw away the code that
 * was compiled for the old one.
 */
function layOut(): void {
  const traits = {
    kilometres: 0.5,
    means: 0.5,
    hardship: 0.5,
    dearness: 0.5,
    healthFrailty: 0.5,
    workFrailty: 0.5,
    reticence: 0.5,
  };
  const shares = { visibleIncome: 0.5, visibleAssets: 0.5, kin: 0.5, powerScale: 0.5 };
  const home = new Home(
    { ...traits, ...shares, village: 0, rural: false },
    { at: 0, number: 0, formedDay: 0 },
  );
  for (const key of ['assetsFen', 'debtFen', 'spendFen', 'water', 'capitalFen'] as const) home[key] = 0.5;
}

layOut();
