/** The ranked list of a panel: filters, keys, pages, visits that can be made. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { householdName } from '../../api/world.ts';
import type { Panel } from '../panel-page.ts';
import type { Site } from '../site.ts';

export function panelListStory(panel: () => Panel): void {
  describe('list', () => {
    let site: Site;
    let page: Page;
    let context: BrowserContext;
    let complaints: readonly string[];
    let foreign: readonly string[];
    beforeEach(() => {
      ({ site, page, context, complaints, foreign } = panel());
    });

    const rows = () => page.locator('.ranked tbody tr');
    const address = () => page.url().slice(site.origin.length);

    it('ranks households with band, probability, interval and reasons, and says what the scores stand on', async () => {
      await page.goto('/');
      await rows().first().waitFor();

      const first = rows().first();
      const provenance = await page.locator('.provenance').innerText();

      expect(await rows().count()).toBe(25);
      expect(await first.locator('.col-rank').innerText()).toBe('1');
      expect(await first.locator('.col-band').innerText()).toBe('红');
      expect(await first.locator('.probability').innerText()).toBe('99.6%');
      expect(await first.locator('.interval').innerText()).toBe('95%–100%');
      expect(await first.locator('.reason-line').count()).toBe(2);
      for (const fact of ['2013-06-30', '120 户', 'model-hand', 'generation-of-run-1'])
        expect(provenance).toContain(fact);
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
    });

    it('gives each band its own shape beside its word', async () => {
      await page.goto('/');
      await rows().first().waitFor();

      const shapes: string[] = [];
      for (const shape of await page.locator('.band-filter .band-shape').all())
        shapes.push(await shape.innerHTML());

      expect(new Set(shapes).size).toBe(4);
      expect(await page.locator('.band-filter .band-tag').allInnerTexts()).toEqual(['红', '橙', '黄', '蓝']);
    });

    it('filters by band, area and beginning of the number, keeps the filter in the address, and clears it', async () => {
      await page.goto('/');
      await page.locator('.band-filter-orange').click();
      await page.waitForURL('**/households?band=orange');
      await page.locator('[data-band="red"]').nth(1).waitFor({ state: 'detached' });
      const bandsShown = new Set<string | null>();
      for (const tag of await rows().locator('[data-band]').all())
        bandsShown.add(await tag.getAttribute('data-band'));

      await page.getByLabel('区域', { exact: true }).fill('A2');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/households?band=orange&area=A2');
      await page.reload();
      await rows().first().waitFor();
      const areas = new Set(await rows().locator('.col-area').allInnerTexts());

      await page.getByRole('button', { name: '清除筛选' }).click();
      await page.getByText('共 120 户').waitFor();

      expect(bandsShown).toEqual(new Set(['orange']));
      expect(areas).toEqual(new Set(['区域 A2']));
      expect(address()).toBe('/households');
    });

    it('finds a household by the keyboard alone and comes back to the same list', async () => {
      await page.goto('/');
      await rows().first().waitFor();

      await page.keyboard.press('/');
      await page.keyboard.type('H00001');
      await page.getByText('共 10 户').waitFor();
      await page.keyboard.press('Tab');
      await page.locator('.filters').press('Escape');
      await page.getByLabel('住户编号').blur();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: `住户 ${householdName(11)}` }).waitFor();
      const opened = address();
      await page.getByRole('link', { name: /返回名单/ }).press('Enter');
      await page.getByText('共 10 户').waitFor();

      expect(opened).toBe(`/households/${householdName(11)}`);
      expect(address()).toBe('/households?q=H00001');
    });

    it('turns pages, and the browser goes back to where it was', async () => {
      await page.goto('/');
      await rows().first().waitFor();

      await page.keyboard.press('ArrowRight');
      await page.getByRole('link', { name: householdName(25), exact: true }).waitFor();
      await page.getByRole('listitem', { name: '5' }).click();
      await page.getByRole('link', { name: householdName(119), exact: true }).waitFor();
      const last = address();
      await page.goBack();
      await page.getByRole('link', { name: householdName(25), exact: true }).waitFor();

      expect(last).toBe('/households?page=5');
      expect(address()).toBe('/households?page=2');
    });

    it('says how far a number of visits reaches, and remembers the number', async () => {
      await page.goto('/');
      const capacity = page.getByLabel('本期可走访');
      await capacity.fill('70');
      await page.getByText('第 70 位的可能性为 42.1%').waitFor();
      const covers = await page.locator('.cover').allInnerTexts();

      await page.reload();
      await rows().first().waitFor();

      expect(covers).toEqual(['红 60 户（全部）', '橙 10 / 24 户']);
      expect(await capacity.inputValue()).toBe('70');
    });

    it('never mixes two published lists', async () => {
      await page.goto('/');
      await rows().first().waitFor();

      site.publish('run-2');
      await page.keyboard.press('ArrowRight');
      await page.getByRole('link', { name: householdName(25), exact: true }).waitFor();
      await page.getByText('generation-of-run-2').waitFor();
      const provenance = await page.locator('.provenance').innerText();
      site.publish('run-1');

      expect(provenance).toContain('generation-of-run-2');
      expect(provenance).not.toContain('run-1');
    });

    it('goes to the last page from an address beyond it', async () => {
      await page.goto('/households?page=99');

      await page.getByRole('link', { name: householdName(119), exact: true }).waitFor();

      expect(address()).toBe('/households?page=5');
    });

    it('explains an empty result', async () => {
      await page.goto('/households?q=nobody');

      await page.getByRole('heading', { name: '没有符合条件的住户' }).waitFor();

      expect(await rows().count()).toBe(0);
    });

    it('says when the service is away, and recovers on request', async () => {
      await page.goto('/');
      await rows().first().waitFor();
      await context.setOffline(true);
      await page.keyboard.press('ArrowRight');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      const words = await alert.innerText();

      await context.setOffline(false);
      await alert.getByRole('button', { name: '重试' }).click();
      await page.getByRole('link', { name: householdName(25), exact: true }).waitFor();

      expect(words).toContain('连不上服务');
      expect(words).toContain('jiuzhu serve');
    });
  });
}
