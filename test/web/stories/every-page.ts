/** What holds of every page: it reloads, is clean, readable and fits in every look, and the first one loads soon. */
import { beforeAll, describe, expect, it } from 'vitest';
import { findingsInEveryLook } from '../looks.ts';
import { openAs, openWindow, type Reader, type Stage } from '../stage.ts';

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
    it.each(readersOf(cases))(
      'reloads, and is clean, readable and fits in every look: $name',
      async ({ reader }) => {
        const { page, context, foreign } =
          reader === null ? await openWindow(stage) : await openAs(stage, reader);
        const found: string[] = [];
        for (const { path, ready } of cases.filter((each) => each.reader === reader)) {
          await page.goto(first.get(path) ?? path);
          await page.locator(ready).first().waitFor();
          await page.reload();
          await page.locator(ready).first().waitFor();
          found.push(...(await findingsInEveryLook(page)).map((finding) => `${path} ${finding}`));
        }
        await context.close();

        expect([...found, ...foreign]).toEqual([]);
      },
    );

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

function readersOf(
  cases: readonly PageCase[],
): readonly { readonly name: string; readonly reader: Reader | null }[] {
  const readers = [...new Set(cases.map(({ reader }) => reader))];
  return readers.map((reader) => ({ name: reader ?? 'nobody signed in', reader }));
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
