/**
 * Features: from a ledger and as-of dates to a matrix, with a catalogue people can read.
 */
export { buildFeatures, type BuildRequest, type BuiltFeatures } from './panel/engine/build.ts';
export { catalogueEntries, catalogueMarkdown, type CatalogueEntry } from './panel/engine/catalogue.ts';
export type { Bilingual, DerivedFeature, Direction } from './declaration.ts';
export type { Declaration, MeasuredFeature } from './panel/engine/declaration.ts';
export { incomeSourceTitles, panelCatalogue, panelWording } from './panel/index.ts';
export { publishFeatures } from './panel/engine/publish.ts';
export type { FeatureName, Wording } from './wording.ts';
