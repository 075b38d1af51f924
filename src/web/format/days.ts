const dayMs = 86_400_000;

/** Whole days from one day to another, negative when the other is earlier. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** The moment of an audit entry as people read it: `2025-12-31T09:05:00+08:00` → `2025-12-31 09:05`. */
export function formatMoment(moment: string): string {
  return moment.slice(0, 16).replace('T', ' ');
}
