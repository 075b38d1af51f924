/** One household of a panel. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { householdName } from '../../api/world.ts';
import type { Panel } from '../panel-page.ts';
import type { Site } from '../site.ts';

export function panelHouseholdStory(panel: () => Panel): void {
  describe('household', () => {
    let site: Site;
    let page: Page;
    let complaints: readonly string[];
    let foreign: readonly string[];
    beforeEach(() => {
      ({ site, page, complaints, foreign } = panel());
    });

    const address = () => page.url().slice(site.origin.length);

    it('shows score, interval, rank, reasons, history, sources and facts, and that a person decides', async () => {
      await page.goto(`/households/${householdName(3)}`);
      await page.locator('.income-chart svg').waitFor();

      const card = await page.locator('.score-card').innerText();
      const reasons = await page.locator('.reasons li').allInnerTexts();
      const facts = await page.locator('.facts tbody tr').first().innerText();

      for (const fact of ['红', '97.1%', '92%–100%', '第 4 位 / 120 户']) expect(card).toContain(fact);
      expect(reasons[0]).toContain('相对收入 3');
      expect(reasons[0]).toContain('几率 ×2.7');
      expect(reasons.at(-1)).toContain('几率 ×0.61');
      expect(facts.split('\t')).toEqual(['2013Q2', '2,859', '953', '3,000', '0.32', '3', '低于贫困线']);
      expect(await page.locator('.sources tbody tr').count()).toBe(3);
      expect(await page.locator('.rule-inline').innerText()).toContain('不决定救助');
      expect(await page.locator('.provenance').innerText()).toContain('model-hand');
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
    });

    it('leads to its neighbours in the list by arrow keys', async () => {
      await page.goto(`/households/${householdName(3)}`);
      await page.getByText('下一户').waitFor();

      await page.keyboard.press('ArrowRight');
      await page.getByRole('heading', { level: 1, name: householdName(4) }).waitFor();
      await page.getByText('第 5 位').waitFor();
      await page.keyboard.press('ArrowLeft');
      await page.getByText('第 4 位').waitFor();

      expect(address()).toBe(`/households/${householdName(3)}`);
    });

    it('shows the code and the remedy for a household that is not in the list', async () => {
      await page.goto('/households/NOBODY');
      const alert = page.getByRole('alert');
      await alert.waitFor();

      const words = await alert.innerText();

      expect(words).toContain('没有这户');
      expect(words).toContain('NOBODY');
      expect(words).toMatch(/JZ_\w+ · HTTP 404/);
    });
  });
}
