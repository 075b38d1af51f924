/**
 * Amounts as departments write them.
 */

/** Fen as 万元, exact to the fen, without trailing zeros: 12,345,600 fen is `12.3456`. */
export function tenThousandYuanText(fen: number): string {
  const absolute = fen < 0 ? -fen : fen;
  const rest = absolute % 1_000_000;
  const whole = (absolute - rest) / 1_000_000;
  const decimals = rest === 0 ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
  return `${fen < 0 ? '-' : ''}${whole}${decimals}`;
}
