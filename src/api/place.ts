import { JzError } from '../core/errors/index.ts';
import { fieldError, FieldsError } from './field-error.ts';

/**
 * Does work on a body; a refusal that names its place as a JSON pointer is told as the error of that field.
 *
 * @param code of the field's error
 */
export async function atPlace<T>(code: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const pointer = error instanceof JzError ? error.details['pointer'] : undefined;
    if (!(error instanceof JzError) || typeof pointer !== 'string') throw error;
    const { details } = error;
    const [zh = '', en = zh] = String(details['problem'] ?? '').split(' / ');
    throw new FieldsError(error.code, details, [fieldError(`#${pointer}`, code, { zh, en })]);
  }
}
