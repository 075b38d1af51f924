/** The caseworker's morning: sign in, the most urgent alert by keyboard, the household, the visit, the end of the alert. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { accounts, password } from '../county-site.ts';
import { openAs, openWindow, type Stage, type Window } from '../stage.ts';

export function caseworkerStory(stageOf: () => Stage): void {
  describe('the caseworker', () => {
    let stage: Stage;
    let own: Window;
    beforeAll(() => {
      stage = stageOf();
    });
    afterEach(() => own.context.close());

    const rows = (page: Page) => page.locator('.queue tbody tr');
    const signIn = async (page: Page, secret: string): Promise<void> => {
      await page.getByLabel('账号', { exact: true }).fill(accounts.caseworker);
      await page.getByLabel('密码', { exact: true }).fill(secret);
      await page.getByRole('button', { name: '登录' }).click();
    };

    it('signs in, after a wrong password too, and comes to the queue; the page asked for is kept', async () => {
      own = await openWindow(stage);
      const { page } = own;
      await page.goto('/alerts?level=red');

      await signIn(page, 'wrong password');
      const refusal = await page.getByRole('alert').innerText();
      await signIn(page, password);
      await rows(page).first().waitFor();

      expect(refusal).toContain('账号或密码不对');
      expect(page.url()).toBe(`${stage.site.origin}/alerts?level=red`);
      expect(await page.locator('.who').innerText()).toContain(accounts.caseworker);
      expect(own.foreign).toEqual([]);
    });

    it('works the most urgent alert by keyboard from the queue to the visit and on to its end', async () => {
      own = await openAs(stage, 'caseworker');
      const { page } = own;
      await page.goto('/');
      await rows(page).first().waitFor();
      const before = await rows(page).count();
      const alert = await rows(page).first().getAttribute('data-alert');

      await page.keyboard.press('j');
      await page.keyboard.press('a');
      await page.getByText(`${alert} 已派给您。`).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 2, name: '信号' }).waitFor();
      const household = page.url();
      await page.keyboard.press('v');
      await page.getByLabel('实际共同生活人数').fill('3');
      await page.getByLabel('合规自付医疗').fill('18,240.50');
      await page.getByLabel('家庭的愿望').fill('希望申请临时救助');
      await page.getByRole('button', { name: '保存走访' }).dblclick();
      await page.locator('.alert-facts').getByText('属实', { exact: true }).waitFor();

      await page.goto('/alerts?stage=visit');
      await page.getByText(/辖区内未办结共/).waitFor();
      expect(await page.locator(`tr[data-alert="${alert}"]`).count()).toBe(0);

      await page.goto(household);
      await refuseAndClose(page);
      await page.goto('/alerts');
      await rows(page).first().waitFor();

      expect(await rows(page).count()).toBe(before - 1);
      expect(await page.locator(`tr[data-alert="${alert}"]`).count()).toBe(0);
      const file = await own.context.request.get(`/v1/alerts/${alert}`);
      const { visits } = (await file.json()) as { visits: { findings: object }[] };
      expect(visits).toHaveLength(1);
      expect(visits[0]?.findings).toMatchObject({
        members: 3,
        medical_self_paid_fen: 1_824_050,
        wishes: '希望申请临时救助',
      });
      expect(own.complaints).toEqual([]);
    });

    it('is told what a colleague did first, and keeps what was typed', async () => {
      own = await openAs(stage, 'caseworker');
      const { page } = own;
      await page.goto('/alerts');
      await rows(page).first().waitFor();
      const alert = await rows(page).first().getAttribute('data-alert');
      await page.keyboard.press('v');
      await page.getByLabel('其他', { exact: true }).fill('门上贴了字条');

      const colleague = await openAs(stage, 'colleague');
      await colleague.context.request.post(`/v1/alerts/${alert}/assign`, {
        headers: { 'if-match': '"1"' },
        data: { to: accounts.colleague },
      });
      await colleague.context.close();
      await page.getByRole('button', { name: '保存走访' }).click();
      const notice = page.getByText('他人已先行办理，您的登记没有保存');
      await notice.waitFor();
      await page.getByText('现在的环节：已派发').waitFor();
      const told = await page.locator('.news-late').innerText();

      expect(told).toContain(`${accounts.colleague} · 派发`);
      expect(await page.getByLabel('其他', { exact: true }).inputValue()).toBe('门上贴了字条');
    });

    it('comes back to the same words on the same page after the sign-in has run out', async () => {
      own = await openAs(stage, 'caseworker');
      const { page } = own;
      await page.goto('/alerts');
      await rows(page).last().waitFor();
      await rows(page).last().getByRole('link', { name: '登记走访' }).click();
      await page.getByLabel('家庭的愿望').fill('想找工作');
      await own.context.clearCookies();

      await page.getByRole('button', { name: '保存走访' }).click();
      await page.getByText('登录已过期').waitFor();
      await page.getByLabel('密码', { exact: true }).fill(password);
      await page.getByRole('button', { name: '登录' }).click();
      await page.getByLabel('家庭的愿望').waitFor();

      expect(await page.getByLabel('家庭的愿望').inputValue()).toBe('想找工作');
      expect(page.url()).toContain('/households/');
    });

    it('sees names only after saying why, and that is recorded', async () => {
      own = await openAs(stage, 'caseworker');
      const { page } = own;
      await page.goto('/alerts');
      await rows(page).first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '查看真实身份' }).click();
      await page.getByRole('button', { name: '记录并查看' }).click();
      await page.getByText('事由至少 4 个字').waitFor();
      await page.getByLabel('事由').fill('入户走访前核对住址');
      await page.getByRole('button', { name: '记录并查看' }).click();

      await page.getByText(/已记入审计链第 \d+ 条/).waitFor();
      expect(await page.locator('.members tbody th').first().innerText()).toMatch(/\d{17}[\dX]/);
    });
  });
}

async function refuseAndClose(page: Page): Promise<void> {
  await page.getByRole('button', { name: '不予救助' }).first().click();
  await page.getByLabel('理由').fill('家庭收入高于标准');
  await page.locator('.next-steps form').getByRole('button', { name: '不予救助' }).click();
  await page.locator('.next-steps form').getByRole('button', { name: '反馈处置结果' }).click();
  await page.locator('.next-steps form').getByRole('button', { name: '办结' }).click();
  await page.locator('.alert-facts').getByText('已办结', { exact: true }).waitFor();
}
