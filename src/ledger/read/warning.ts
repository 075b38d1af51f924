import { describe, type ErrorCode, type ErrorDetails } from '../../core/errors/index.ts';
import type { ReadWarning } from './types.ts';

/** A warning with the catalogue's words. */
export function warning(code: ErrorCode, details: ErrorDetails): ReadWarning {
  return { code, zh: describe(code, details, 'zh'), en: describe(code, details, 'en') };
}
