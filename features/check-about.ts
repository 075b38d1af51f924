/**
 * Checks that every kind of declaration shares: its name and texts, its place among the others.
 */
import { JzError } from '../src/core/errors/index.ts';
import type { About } from './declaration.ts';
import { placedError } from './declared-at.ts';

const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*__[a-z0-9]+(?:_[a-z0-9]+)*$/;

/** Checks what every declaration says of itself. */
export function checkAbout(declaration: About): void {
  const refuse = featureProblem(declaration.name);
  if (!NAME.test(declaration.name)) throw refuse('name', 'it must read <group>__<quantity>_…_<unit>');
  if (!declaration.name.endsWith(`_${declaration.unit}`)) {
    throw refuse('name', `it must end with its unit, _${declaration.unit}`);
  }
  for (const field of ['title', 'reason', 'missing', 'department', 'legalBasis'] as const) {
    if (declaration[field].zh === '' || declaration[field].en === '') {
      throw refuse(field, 'a text is empty in Chinese or English');
    }
  }
  if (declaration.unit !== 'flag' && declaration.role === 'feature') {
    const shown = [declaration.reason.zh, declaration.reason.en].every((text) => text.includes('{value}'));
    if (!shown) throw refuse('reason', 'the sentence does not show {value}');
  }
}

/**
 * Puts declarations in an order in which each comes after those it reads.
 *
 * @throws JZ_FEATURE_REFERENCE, JZ_FEATURE_CYCLE naming the declaration and its line
 */
export function checkOrder<D extends About>(
  declarations: readonly D[],
  byName: ReadonlyMap<string, D>,
  referencesOf: (declaration: D) => string[],
): D[] {
  const ordered = new Set<D>();
  const visit = (declaration: D, path: readonly string[]): void => {
    if (ordered.has(declaration)) return;
    const { name } = declaration;
    const here = [...path, name];
    const refuse = (error: JzError): unknown => placedError(error, declaration);
    if (path.includes(name))
      throw refuse(new JzError('JZ_FEATURE_CYCLE', { feature: name, path: here.join(' → ') }));
    for (const reference of referencesOf(declaration)) {
      const found = byName.get(reference);
      if (!found) throw refuse(new JzError('JZ_FEATURE_REFERENCE', { feature: name, reference }));
      visit(found, here);
    }
    ordered.add(declaration);
  };
  for (const declaration of declarations) visit(declaration, []);
  return [...ordered];
}

/** Makes errors about one field of a declaration. */
export function featureProblem(feature: string): (field: string, problem: string) => JzError {
  return (field, problem) => new JzError('JZ_FEATURE_INVALID', { feature, field, problem });
}

/** A unit that does not fit. */
export function unitError(feature: string, problem: string): JzError {
  return new JzError('JZ_FEATURE_UNIT', { feature, problem });
}
