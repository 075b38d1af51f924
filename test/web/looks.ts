/**
 * A page in every look a reader can give it. It is loaded once and its own buttons change the look: what differs
 * between looks is words, sizes and widths, not what was read from the service.
 */
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { lowContrast } from './low-contrast.ts';

interface Look {
  readonly language: 'zh' | 'en';
  readonly large: boolean;
  readonly width: 390 | 1440;
  /** Asks axe too: where words, or the order of what is shown, differ. */
  readonly axe?: true;
}

const looks: readonly Look[] = [
  { language: 'zh', large: false, width: 1440, axe: true },
  { language: 'zh', large: true, width: 1440 },
  { language: 'zh', large: false, width: 390 },
  { language: 'en', large: false, width: 390 },
  { language: 'en', large: false, width: 1440 },
  { language: 'en', large: true, width: 390, axe: true },
];

/** What axe finds, texts hard to read (4.5 : 1, and 7 : 1 in large type) and sideways scrolling, look by look. */
export async function findingsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks) {
    await changeLook(page, look);
    const { language, large, width } = look;
    const name = `${language} ${width}${large ? ' large' : ''}`;
    found.push(...(await findingsOf(page, look)).map((finding) => `${name}: ${finding}`));
  }
  return found;
}

async function changeLook(page: Page, { language, large, width }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const settings = page.locator('.settings button');
  const html = page.locator('html');
  if ((await html.getAttribute('data-large')) !== String(large)) await settings.first().click();
  if ((await html.getAttribute('lang'))?.slice(0, 2) !== language) await settings.nth(1).click();
  await page.mouse.move(0, 0);
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
}

const hiddenNavigation = `Math.max(0, ...[...document.querySelectorAll('.nav')].map((nav) => nav.scrollWidth - nav.clientWidth))`;

async function findingsOf(page: Page, { large, axe }: Look): Promise<string[]> {
  const contrast: unknown = await page.evaluate(lowContrast(large ? 7 : 4.5));
  const overflow: unknown = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  const hidden: unknown = await page.evaluate(hiddenNavigation);
  return [
    ...(axe ? await axeFindings(page) : []),
    ...[contrast].flat().map((text) => `contrast: ${String(text)}`),
    ...(overflow === 0 ? [] : [`${String(overflow)} px too wide`]),
    ...(hidden === 0 ? [] : [`${String(hidden)} px of the navigation out of sight`]),
  ];
}
