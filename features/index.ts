/**
 * Features: from a ledger and as-of dates to a matrix, with a catalogue people can read.
 */
export { buildFeatures, type BuildRequest, type BuiltFeatures } from './build.ts';
export { catalogueEntries, catalogueMarkdown, type CatalogueEntry } from './catalogue.ts';
export type { Bilingual, Declaration, DerivedFeature, Direction, MeasuredFeature } from './declaration.ts';
export { incomeSourceTitles, panelCatalogue, panelWording } from './panel/index.ts';
export { publishFeatures } from './publish.ts';
export type { FeatureName, Wording } from './wording.ts';
