import type { Problem } from '../../api/types.ts';

/** Why a request gave no data: the service said so (a problem), or it could not be reached. */
export type Failure =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly status: number | null };

/** Whether a body is problem+json of this service. */
export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail_zh' in body &&
    typeof body.detail_zh === 'string'
  );
}
