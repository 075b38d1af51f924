/** The model, and what the frame gives every page: languages, large type, focus, print. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { householdName } from '../../api/world.ts';
import type { Panel } from '../panel-page.ts';

export function panelFrameStory(panel: () => Panel): void {
  describe('frame', () => {
    let page: Page;
    beforeEach(() => {
      ({ page } = panel());
    });

    const rows = () => page.locator('.ranked tbody tr');

    it('the model page shows dates, figures, thresholds, features and the way to the report', async () => {
      await page.goto('/model');
      await page.getByText('手算评分卡').waitFor();

      const words = await page.locator('main').innerText();
      const report = await page.getByRole('link', { name: '查看完整检验报告' }).getAttribute('href');
      await page.getByLabel('查找名称或代码').fill('earners');

      for (const fact of ['2012-12-31', '2013-03-31', '2013-06-30', '排序能力（AUC）', '可能性 ≥ 50.0%'])
        expect(words).toContain(fact);
      expect(report).toBe('/v1/report');
      expect(await page.locator('.features tbody tr').count()).toBe(1);
    });

    it('an address without a page says so', async () => {
      await page.goto('/no/such/page');

      await page.getByRole('heading', { name: '没有这个页面' }).waitFor();

      expect(await page.getByRole('main').getByRole('link', { name: '回到首页' }).getAttribute('href')).toBe(
        '/',
      );
    });

    it('speaks English on request and remembers it', async () => {
      await page.goto('/');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Households in visiting order' }).waitFor();

      await page.goto(`/households/${householdName(0)}`);
      await page.getByText('1 of 120').waitFor();

      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('main').innerText()).not.toMatch(/\p{Script=Han}/u);
    });

    it('enlarges type and targets for older readers and remembers it', async () => {
      await page.goto('/');
      await page.getByRole('button', { name: '大字版' }).click();
      await page.reload();
      await rows().first().waitFor();

      const fontSize = await page.evaluate('getComputedStyle(document.body).fontSize');
      const heights: number[] = [];
      for (const target of await page
        .locator('.settings button, .nav a, .band-filter, #capacity, .filter-id')
        .all())
        heights.push((await target.boundingBox())?.height ?? 0);

      expect(Number.parseFloat(String(fontSize))).toBeGreaterThanOrEqual(18);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(42);
    });

    it('gives every control a name, and moves the focus to the content of a new page', async () => {
      await page.goto('/');
      await rows().first().waitFor();
      const controls = page.locator('button, input:not([type="hidden"]), a[href], summary');
      const unnamed: string[] = [];
      for (const control of await controls.all()) {
        const snapshot = await control.ariaSnapshot();
        if (snapshot !== '' && !/"[^"]+"|: \S/.test(snapshot)) unnamed.push(snapshot);
      }

      await rows().first().getByRole('link').press('Enter');
      await page.getByRole('heading', { level: 1, name: householdName(0) }).waitFor();

      expect(unnamed).toEqual([]);
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
      expect(await page.title()).toContain(householdName(0));
    });

    it('prints without navigation and filters', async () => {
      await page.goto('/');
      await rows().first().waitFor();

      await page.emulateMedia({ media: 'print' });

      expect(await page.locator('.masthead').isVisible()).toBe(false);
      expect(await page.locator('.filters').isVisible()).toBe(false);
      expect(await rows().first().isVisible()).toBe(true);
      expect(await page.locator('.provenance').isVisible()).toBe(true);
    });
  });
}
