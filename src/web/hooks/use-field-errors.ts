import type { Failure } from '../api/failure.ts';
import { usePreferences } from './use-preferences.ts';

/** What was refused, field by field, and what belongs to no field. */
export interface FieldErrors {
  readonly errorOf: (field: string) => string | undefined;
  readonly rest: Failure | null;
}

/** Sorts a refusal by the fields of a form: `#/areas/0` belongs to `areas`. */
export function useFieldErrors(failure: Failure | null, fields: readonly string[]): FieldErrors {
  const { language } = usePreferences();
  const errors = failure?.kind === 'problem' ? (failure.problem.errors ?? []) : [];
  const fieldOf = (pointer: string): string => pointer.split('/')[1] ?? '';
  const errorOf = (field: string): string | undefined => {
    const found = errors.find(({ pointer }) => fieldOf(pointer) === field);
    return language === 'zh' ? found?.message_zh : found?.message;
  };
  const isTold = errors.length > 0 && errors.every(({ pointer }) => fields.includes(fieldOf(pointer)));
  return { errorOf, rest: isTold ? null : failure };
}
