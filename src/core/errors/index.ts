/**
 * Every error a user can meet: one catalogue, one class, two languages.
 */
import { alertErrors } from './alerts.ts';
import { apiErrors } from './api.ts';
import { commonErrors } from './common.ts';
import { evalErrors } from './eval.ts';
import { featureErrors } from './features.ts';
import { generateErrors } from './generate.ts';
import { ledgerErrors } from './ledger.ts';
import { modelErrors } from './model.ts';
import { platformErrors } from './platform.ts';
import { policyErrors } from './policy.ts';
import { readingErrors } from './reading.ts';
import { registryErrors } from './registry.ts';
import { trainingErrors } from './training.ts';
import { vaultErrors } from './vault.ts';
import { whatifErrors } from './whatif.ts';
import type { ErrorEntry } from './entry.ts';

export type { ErrorEntry } from './entry.ts';

/** Code → meaning. docs/reference/errors.md is generated from it. */
export const errorCatalogue = {
  ...alertErrors,
  ...commonErrors,
  ...evalErrors,
  ...featureErrors,
  ...generateErrors,
  ...ledgerErrors,
  ...modelErrors,
  ...policyErrors,
  ...readingErrors,
  ...registryErrors,
  ...apiErrors,
  ...platformErrors,
  ...trainingErrors,
  ...vaultErrors,
  ...whatifErrors,
} as const satisfies Record<string, ErrorEntry>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Facts of one error: file, row, column, value … named as in the catalogue's templates. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An error with a code, its facts, and a message in Chinese and English that names the remedy. */
export class JzError extends Error {
  override readonly name = 'JzError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(describe(code, details, 'en'), options);
    this.code = code;
    this.details = details;
  }

  /** Process exit status (design §10). */
  get exitCode(): number {
    return errorCatalogue[this.code].exit;
  }
}

/** The message and remedy of a code, filled with facts. */
export function describe(code: ErrorCode, details: ErrorDetails, language: 'zh' | 'en'): string {
  const entry: ErrorEntry = errorCatalogue[code];
  const [message, remedy] = language === 'zh' ? [entry.zh, entry.remedyZh] : [entry.en, entry.remedyEn];
  return fill(`${message} ${remedy}`, details);
}

/** RFC 9457 problem details, with both languages. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly detail_zh: string;
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** Maps an error to `application/problem+json`. */
export function toProblem(error: JzError): Problem {
  const entry: ErrorEntry = errorCatalogue[error.code];
  return {
    type: `urn:jiuzhu:error:${error.code}`,
    title: entry.title,
    status: entry.status,
    detail: describe(error.code, error.details, 'en'),
    detail_zh: describe(error.code, error.details, 'zh'),
    code: error.code,
    details: error.details,
  };
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(details[key] ?? '?'));
}
