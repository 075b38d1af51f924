const shanghaiDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Today in Asia/Shanghai, `YYYY-MM-DD`. The only clock of the commands. */
export function today(): string {
  return shanghaiDay.format(new Date());
}
