/** Numbers as people read them. The digits are the same in both languages. */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const ratio = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 12345 → "12,345". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** 0.3724 → "37.2%"; what is above zero never reads as zero. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1%';
  return `${(share * 100).toFixed(1)}%`;
}

/** 0.3724 → "37%", for the ends of an interval. */
export function formatWholePercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** Minor units → whole units with separators: 182400 → "1,824". */
export function formatMoney(fen: number): string {
  return whole.format(fen / 100);
}

/** Fen → yuan, with cents only where there are any: 1824050 → "18,240.50". */
export function formatYuan(fen: number): string {
  return fen % 100 === 0 ? whole.format(fen / 100) : ratio.format(fen / 100);
}

/** 0.7134 → "0.71". */
export function formatRatio(value: number): string {
  return ratio.format(value);
}

/** Up to four significant digits: 0.80312 → "0.8031", 2672 → "2,672". */
export function formatFigure(value: number): string {
  if (Number.isInteger(value)) return whole.format(value);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

/** How many times a log-odds contribution multiplies the odds: 0.405 → "1.5". */
export function formatOddsFactor(contribution: number): string {
  const factor = Math.exp(contribution);
  return factor >= 10 ? whole.format(factor) : factor.toFixed(factor >= 0.995 ? 1 : 2);
}

/** The name of a currency in a language, e.g. ARS → 阿根廷比索. */
export function currencyName(code: string, language: 'zh' | 'en'): string {
  try {
    const names = new Intl.DisplayNames([language === 'zh' ? 'zh-CN' : 'en'], { type: 'currency' });
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
