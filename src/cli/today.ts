const shanghaiDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Today in Asia/Shanghai, `YYYY-MM-DD`. This file is the only clock of the commands. */
export function today(): string {
  return shanghaiDay.format(new Date());
}

/** The present instant, ISO 8601, UTC, whole seconds: when somebody acted. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
