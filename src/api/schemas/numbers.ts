/** Most items a page of a list may hold. */
export const maxPageSize = 500;

/** A number written in digits; `limit=` or `limit=0x10` is refused instead of read as 0 or 16. */
export const inDigits = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
