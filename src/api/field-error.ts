import * as z from 'zod';
import { JzError, type ErrorCode, type ErrorDetails } from '../core/errors/index.ts';

/** What is wrong with one field of a request. */
export interface FieldError {
  /** JSON pointer into the body (`#/households/0`), `?name` for a query parameter, `:name` for a part of the path. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly message_zh: string;
}

/** A refused request that says which fields are wrong. */
export class FieldsError extends JzError {
  readonly errors: readonly FieldError[];

  constructor(code: ErrorCode, details: ErrorDetails, errors: readonly FieldError[]) {
    super(code, details);
    this.errors = errors;
  }
}

/** Most field errors one answer lists. */
const maxListed = 100;
const chinese = z.locales.zhCN().localeError;
const english = z.locales.en().localeError;

/**
 * Turns what zod found into a refusal with pointers.
 *
 * @param part where the data came from: `body`, `querystring`, `params`
 */
export function invalidRequest(part: string, issues: readonly z.core.$ZodIssue[]): FieldsError {
  const errors = issues.flatMap((issue) => errorsOf(part, issue)).slice(0, maxListed);
  const places = [...new Set(errors.map((error) => error.pointer))];
  const problem = places.slice(0, 5).join(', ') + (places.length > 5 ? ' …' : '');
  return new FieldsError('JZ_REQUEST_INVALID', { problem }, errors);
}

/** One error an issue; for unknown keys one each, pointing at the key. */
function errorsOf(part: string, issue: z.core.$ZodIssue): FieldError[] {
  const raw = { ...issue, input: issue.input } as z.core.$ZodRawIssue;
  const words = { en: wording(english(raw), issue.message), zh: wording(chinese(raw), issue.message) };
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => fieldError(pointerTo(part, path), issue.code, words));
}

/** One wrong field in both languages. */
export function fieldError(pointer: string, code: string, words: { en: string; zh: string }): FieldError {
  return { pointer, code, message: words.en, message_zh: words.zh };
}

/** A JSON pointer (RFC 6901) into the body, or the parameter's name behind `?` or `:`. */
export function pointerTo(part: string, path: readonly PropertyKey[]): string {
  const steps = path.map(String);
  if (part === 'querystring') return `?${steps.join('.')}`;
  if (part === 'params') return `:${steps.join('.')}`;
  return `#${steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

function wording(made: string | { message: string } | null | undefined, otherwise: string): string {
  return typeof made === 'string' ? made : (made?.message ?? otherwise);
}
