/**
 * A script for the browser: texts whose contrast with what is behind them is under a limit (WCAG 2.2, 1.4.3).
 * It is text and not a function, because it runs in the page and not here.
 *
 * @param limit  4.5 for the normal page, 7 for large type
 * @returns      an expression that gives `text (ratio)` for each offender
 */
export function lowContrast(limit: number): string {
  return `(() => {
    const channel = (v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
    const behind = (element) => {
      for (let e = element; e !== null; e = e.parentElement) {
        const color = parse(getComputedStyle(e).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    const ratio = (element) => {
      const a = luminance(parse(getComputedStyle(element).color));
      const b = luminance(behind(element));
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const shows = (element) => element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('.visually-hidden, .skip, [disabled], [aria-disabled="true"], svg') === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      const element = walker.currentNode.parentElement;
      if (text === '' || !shows(element)) continue;
      const r = ratio(element);
      if (r < ${limit}) found.push(text.slice(0, 20) + ' (' + r.toFixed(2) + ')');
    }
    return found;
  })()`;
}
