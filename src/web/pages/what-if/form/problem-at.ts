import type { Problem } from '../../../../api/types.ts';
import type { Failure } from '../../../api/failure.ts';
import type { Language } from '../../../hooks/use-preferences.ts';

type FieldError = NonNullable<Problem['errors']>[number];

/** What the service said against one place of the request, in a language; `null` when nothing. */
export function problemAt(
  failure: Failure | null,
  place: readonly (string | number)[],
  language: Language,
): string | null {
  const pointer = pointerOf(place);
  const found = errorsOf(failure).find(
    (error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
  );
  if (!found) return null;
  return language === 'zh' ? found.message_zh : found.message;
}

/** Whether every error of a refusal has a place among those given, so that it is shown there. */
export function allPlaced(failure: Failure, places: readonly (readonly (string | number)[])[]): boolean {
  const pointers = places.map(pointerOf);
  const errors = errorsOf(failure);
  return (
    errors.length > 0 &&
    errors.every(({ pointer }) => pointers.some((one) => pointer === one || pointer.startsWith(`${one}/`)))
  );
}

function errorsOf(failure: Failure | null): readonly FieldError[] {
  return failure?.kind === 'problem' ? (failure.problem.errors ?? []) : [];
}

function pointerOf(place: readonly (string | number)[]): string {
  return `#${place.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}
