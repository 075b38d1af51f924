/** Public face of linking: is this row without a valid number somebody we know? */
export type {
  AddressLevel,
  Agreement,
  BirthLevel,
  Decision,
  Field,
  IdentityFields,
  IdLevel,
  LabelledRow,
  LearnReport,
  Linker,
  LinkerOptions,
  LinkResult,
  MeasuredQuality,
  NameLevel,
  PhoneLevel,
  SexLevel,
  Thresholds,
} from './types.ts';
export { createLinker } from './linker.ts';
export { explain, type Explanation } from './explain.ts';
