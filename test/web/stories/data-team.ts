/** The data team's morning: whose data are worst and why, then the models. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAs, type Stage, type Window } from '../stage.ts';

export function dataTeamStory(stageOf: () => Stage): void {
  describe('the data team', () => {
    let stage: Stage;
    let own: Window;
    beforeAll(() => {
      stage = stageOf();
    });
    afterEach(() => own.context.close());

    it('sees the worst department first, opens another, and finds it again after a reload', async () => {
      own = await openAs(stage, 'data_team');
      const { page } = own;
      await page.goto('/');
      await page.locator('.headline-words').waitFor();
      const rows = page.locator('.department-list tbody tr');
      const scores = (await page.locator('.department-list .score-bar-number').allInnerTexts()).filter(
        (score) => score !== '–',
      );
      const worst = await rows.first().getByRole('link').innerText();
      const other = await rows.nth(1).getByRole('link').innerText();
      const detail = page.locator('.department-detail h2');
      const first = await detail.innerText();

      await rows.nth(1).getByRole('link').press('Enter');
      await page.waitForURL(/\?department=/);
      await page.reload();
      await detail.waitFor();

      expect(await page.locator('.headline-words').innerText()).toContain(`最差的是${worst}`);
      expect(scores.map(Number)).toEqual(scores.map(Number).sort((a, b) => a - b));
      expect(first).toBe(worst);
      expect(await detail.innerText()).toBe(other);
      expect(own.complaints).toEqual([]);
      expect(own.foreign).toEqual([]);
    });

    it('learns where each rejected row went and why', async () => {
      own = await openAs(stage, 'data_team');
      const { page } = own;
      await page.goto('/quality');
      const table = page.getByRole('table').filter({ hasText: '退回文件在数据目录里的路径' });
      await table.waitFor();
      const counts = await table.locator('tbody td.number').allInnerTexts();
      const answer = await own.context.request.get('/v1/quality');
      const { quarantined } = (await answer.json()) as { quarantined: number };

      expect(counts.map((count) => Number(count.replaceAll(',', ''))).reduce((a, b) => a + b, 0)).toBe(
        quarantined,
      );
      expect(await table.locator('code').first().innerText()).toContain('quarantine');
    });

    it('goes on to the models: who is missed before how well, the card, the catalogue', async () => {
      own = await openAs(stage, 'data_team');
      const { page } = own;
      await page.goto('/quality');
      await page.getByRole('link', { name: '模型管理' }).click();
      await page.getByRole('heading', { name: '漏掉了谁' }).waitFor();
      const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
      const place = (words: string) => headings.findIndex((heading) => heading.includes(words));
      const card = await page.getByRole('link', { name: '模型卡' }).getAttribute('href');
      const answer = await own.context.request.get(card ?? '');

      await page.getByRole('searchbox').fill('medical__');
      const found = await page.getByRole('search').getByRole('status').innerText();
      const codes = await page.locator('.catalogue th code').allInnerTexts();

      expect(place('漏掉了谁')).toBeLessThan(place('检验结果与区间'));
      expect(answer.status()).toBe(200);
      expect(Number(found.split(' / ')[0])).toBeLessThan(Number(found.split(' / ')[1]?.split(' ')[0]));
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) expect(code).toMatch(/medical__/);
      expect(own.complaints).toEqual([]);
    });
  });
}
