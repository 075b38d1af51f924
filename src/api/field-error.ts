import * as z from 'zod';
import { JzError, type ErrorCode, type ErrorDetails } from '../core/errors/index.ts';

/** What is wrong with one field of a request. */
export interface FieldError {
  /** JSON pointer into the body, `?name` for a query parameter, `:name` for a part of the path. */
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
  const errors = issues.slice(0, maxListed).map((issue) => {
    const raw = { ...issue, input: issue.input } as z.core.$ZodRawIssue;
    return {
      pointer: pointerTo(part, issue.path),
      code: issue.code,
      message: wording(english(raw), issue.message),
      message_zh: wording(chinese(raw), issue.message),
    };
  });
  const problem = errors
    .slice(0, 3)
    .map((error) => `${error.pointer}: ${error.message}`)
    .join('; ');
  return new FieldsError('JZ_REQUEST_INVALID', { problem }, errors);
}

/** A JSON pointer (RFC 6901) into the body, or the parameter's name behind `?` or `:`. */
export function pointerTo(part: string, path: readonly PropertyKey[]): string {
  const steps = path.map(String);
  if (part === 'querystring') return `?${steps.join('.')}`;
  if (part === 'params') return `:${steps.join('.')}`;
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function wording(made: string | { message: string } | null | undefined, otherwise: string): string {
  return typeof made === 'string' ? made : (made?.message ?? otherwise);
}
