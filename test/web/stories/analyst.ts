/** The analyst's question: a ready scenario, a slider, the run, baseline against reform, one family's cliffs. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openAs, type Stage, type Window } from '../stage.ts';

/** A run waits for a worker to start and for others. */
const runMs = 60_000;

export function analystStory(stageOf: () => Stage): void {
  describe('the analyst', () => {
    let stage: Stage;
    let own: Window;
    beforeAll(() => {
      stage = stageOf();
    });
    afterEach(() => own.context.close());

    it('chooses a scenario, moves a slider, runs it, and reads baseline against reform', async () => {
      own = await openAs(stage, 'analyst');
      const { page } = own;
      await page.goto('/');
      await page.getByLabel('从哪里开始').selectOption({ label: '低保标准提高到每月 1400 元' });
      const slider = page.getByRole('slider', { name: '城市低保标准' });
      const chosen = await slider.inputValue();
      await slider.press('ArrowRight');
      const moved = Number(await slider.inputValue());
      await page.keyboard.press('Control+Enter');
      await page.locator('.tiles').waitFor({ timeout: runMs });

      const [spent, wouldSpend] = await costOf(page);
      expect(chosen).toBe('1400');
      expect(moved).toBeGreaterThan(1400);
      expect(page.url()).toContain('/what-if?job=');
      expect(await page.locator('.changes').innerText()).toContain(moved.toLocaleString('en-US'));
      expect(wouldSpend).toBeGreaterThan(spent);
      expect(await page.locator('.groups').first().locator('tbody tr').count()).toBe(10);
      expect(await page.getByText('少于 10 户的数字不显示').count()).toBeGreaterThan(0);
      await page.getByLabel('按现有领取率').check();
      expect((await costOf(page))[0]).toBeLessThan(spent);
      expect(own.complaints).toEqual([]);
      expect(own.foreign).toEqual([]);
    });

    it('finds the result again after a reload, with its hashes, report and tables', async () => {
      own = await openAs(stage, 'analyst');
      const { page } = own;
      await page.goto('/what-if');
      await page.locator('.job-list a').first().click();
      await page.locator('.tiles').waitFor({ timeout: runMs });
      await page.reload();
      await page.locator('.tiles').waitFor({ timeout: runMs });

      const origin = await page.locator('.fact-list').innerText();
      const files = page.locator('.files a');
      const answers = await Promise.all(
        (await files.all()).map(async (link) =>
          own.context.request.get((await link.getAttribute('href')) ?? ''),
        ),
      );

      expect(origin.match(/[0-9a-f]{64}/g)).toHaveLength(3);
      expect(answers.length).toBeGreaterThan(3);
      expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 200));
      expect(own.complaints).toEqual([]);
    });

    it('sees the cliffs of a family, marked and explained, as the sliders move', async () => {
      own = await openAs(stage, 'analyst');
      const { page } = own;
      await page.goto('/what-if');
      await page.locator('.budget-chart svg').waitFor();
      const before = await page.locator('.cliffs tbody tr').allInnerTexts();

      await page.getByRole('textbox', { name: '城市低保标准：数值' }).fill('2000');
      await page.locator('.cliff-mark-after').first().waitFor();
      const marks = await page.locator('.cliff-mark').allInnerTexts();
      const drawn = await page.locator('.budget-chart text').allTextContents();

      expect(before.length).toBeGreaterThan(0);
      expect(before.join()).toMatch(/终止/);
      for (const mark of marks) expect(drawn).toContain(mark);
      expect(new Set(marks).size).toBe(marks.length);
    });

    it('is told at the field what is wrong with a value, and nothing is run', async () => {
      own = await openAs(stage, 'analyst');
      const { page } = own;
      await page.goto('/what-if');
      const jobs = await jobsOf(own);
      const box = page.getByRole('textbox', { name: '低边收入线为低保标准的倍数：数值' });
      await box.fill('两倍');
      await page.getByText('请填数字。').waitFor();
      await box.fill('-1');
      await page.getByRole('button', { name: '开始推演' }).click();
      await page.getByText('没有提交成功').waitFor();

      expect(await box.getAttribute('aria-invalid')).toBe('true');
      expect(await jobsOf(own)).toBe(jobs);
    });

    it('takes back a run that waits for others', async () => {
      own = await openAs(stage, 'analyst');
      const { page } = own;
      await page.goto('/what-if');
      await page.getByRole('slider', { name: '城市低保标准' }).press('ArrowRight');
      const before = Array.from({ length: 7 }, () =>
        own.context.request.post('/v1/what-if', {
          data: {
            scenario: 1,
            title: { zh: '在前', en: 'before' },
            reform: { 'dibao.standard_urban': 1500 },
          },
        }),
      );
      await before[0];
      await page.evaluate(cancelAtSight);
      await page.getByRole('button', { name: '开始推演' }).click();
      await Promise.all(before);
      await page.getByText('这次推演已取消').waitFor({ timeout: runMs });

      expect(await page.locator('.job-list li').first().innerText()).toContain('已取消');
    });
  });
}

/** Presses the button as soon as it is drawn: on a busy machine the runs before may end while another process looks. */
const cancelAtSight = `
  new MutationObserver((_, own) => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === '取消推演');
    if (!button) return;
    own.disconnect();
    button.click();
  }).observe(document.body, { childList: true, subtree: true });
`;

/** A year's cost before and after, in yuan, as the tile tells it. */
async function costOf(page: Page): Promise<readonly [number, number]> {
  const tile = page.locator('.tile').nth(1);
  const [before, after] = await Promise.all([
    tile.locator('.muted').innerText(),
    tile.locator('.tile-figure').innerText(),
  ]);
  return [yuan(before), yuan(after)];
}

function yuan(words: string): number {
  const figure = Number((/[\d,.]+/.exec(words)?.[0] ?? '').replaceAll(',', ''));
  return figure * (words.includes('亿') ? 1e8 : words.includes('万') ? 1e4 : 1);
}

async function jobsOf({ context }: Window): Promise<number> {
  const answer = await context.request.get('/v1/what-if?limit=100');
  return ((await answer.json()) as { items: unknown[] }).items.length;
}
