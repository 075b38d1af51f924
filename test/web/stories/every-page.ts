/** What holds of every page: axe finds nothing, it fits a phone, it reloads, it speaks one language, it loads soon. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings } from '../axe.ts';
import { lowContrast } from '../low-contrast.ts';
import { openAs, openWindow, type Look, type Reader, type Stage } from '../stage.ts';

const looks: readonly (Look & { readonly name: string })[] = [
  { name: '中文' },
  { name: 'English', language: 'en' },
  { name: '大字版', large: true },
  { name: '中文，手机', width: 390 },
  { name: 'English, phone, large type', language: 'en', large: true, width: 390 },
];

/** A page, who reads it, and what is there once it is. */
export interface PageCase {
  readonly path: string;
  readonly reader: Reader | null;
  readonly ready: string;
}

export function everyPageStory(stageOf: () => Stage, cases: readonly PageCase[]): void {
  describe('every page', () => {
    let stage: Stage;
    /** Where the paths with FIRST lead. */
    const first = new Map<string, string>();
    beforeAll(async () => {
      stage = stageOf();
      const alert = await firstOf(stage, 'caseworker', '/v1/alerts');
      first.set('/households/FIRST', `/households/${alert['household_id']}`);
      const job = await firstOf(stage, 'analyst', '/v1/what-if', ({ state }) => state === 'done');
      first.set('/what-if?job=FIRST', `/what-if?job=${job['id']}`);
    });
    const show = async (page: Page, { path, ready }: PageCase): Promise<void> => {
      await page.goto(first.get(path) ?? path);
      await page.locator(ready).first().waitFor();
    };

    it.each(looks)('is clean, fits, reads in its language and reloads: $name', async (look) => {
      const found: string[] = [];
      for (const reader of readersOf(cases)) {
        const { page, context, foreign } =
          reader === null ? await openWindow(stage, look) : await openAs(stage, reader, look);
        for (const one of cases.filter((each) => each.reader === reader)) {
          await show(page, one);
          if (look === looks[0]) {
            await page.reload();
            await page.locator(one.ready).first().waitFor();
          }
          found.push(...(await findingsOf(page, look)).map((finding) => `${one.path} ${finding}`));
        }
        found.push(...foreign);
        await context.close();
      }

      expect(found).toEqual([]);
    });

    it('first shows within a time that is printed', async () => {
      const { page, context } = await openAs(stage, 'caseworker');
      const started = performance.now();
      await page.goto('/alerts');
      await page.locator('.queue tbody tr').first().waitFor();
      const seconds = (performance.now() - started) / 1000;
      await context.close();

      process.stdout.write(`first page load: ${seconds.toFixed(2)} s\n`);
      expect(seconds).toBeLessThan(15);
    });
  });
}

function readersOf(cases: readonly PageCase[]): readonly (Reader | null)[] {
  return [...new Set(cases.map(({ reader }) => reader))];
}

async function findingsOf(page: Page, look: Look): Promise<string[]> {
  const contrast: unknown = await page.evaluate(lowContrast(look.large === true ? 7 : 4.5));
  const overflow: unknown = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  return [
    ...(await axeFindings(page)),
    ...[contrast].flat().map((text) => `contrast: ${String(text)}`),
    ...(overflow === 0 ? [] : [`${String(overflow)} px too wide`]),
  ];
}

type Item = Readonly<Record<string, string>>;

/** The first item of a list that will do. */
async function firstOf(
  stage: Stage,
  reader: Reader,
  path: string,
  does: (item: Item) => boolean = () => true,
): Promise<Item> {
  const { context } = await openAs(stage, reader);
  const answer = await context.request.get(path);
  const found = ((await answer.json()) as { items: Item[] }).items.find(does);
  await context.close();
  if (!found) throw new Error(`${path} has no such item`);
  return found;
}
