/** The administrator's task: an account for a new officer, another password, and its end. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { accounts } from '../county-site.ts';
import { openAs, openWindow, type Stage, type Window } from '../stage.ts';

export function administratorStory(stageOf: () => Stage): void {
  describe('the administrator', () => {
    let stage: Stage;
    let own: Window;
    beforeAll(() => {
      stage = stageOf();
    });
    afterEach(() => own.context.close());

    it('adds an account, gives it another password and disables it; its officer changes the password in between', async () => {
      own = await openAs(stage, 'administrator');
      const { page } = own;
      const other = await openWindow(stage);
      const signIn = (password: string) => statusOfSignIn(other.context, '周助理', password);
      await page.goto('/');
      const row = page.getByRole('row', { name: '周助理' });
      const form = page.locator('.account-form');

      await form.getByLabel('账号').fill('周助理');
      await form.getByLabel('区域').fill('330199003');
      await form.getByLabel('初始密码').fill('short');
      await page.getByRole('button', { name: '建立账号' }).click();
      await form.getByText('至少 12 个字符', { exact: true }).waitFor();
      await form.getByRole('button', { name: '随机生成' }).click();
      const first = await form.getByLabel('初始密码').inputValue();
      await page.getByRole('button', { name: '建立账号' }).click();
      await page.getByText('已建立账号 周助理。').waitFor();
      const made = await row.innerText();
      const entered = await signIn(first);

      await page.getByRole('button', { name: '重设密码 周助理' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('新密码').fill('another long secret');
      await dialog.getByRole('button', { name: '保存' }).click();
      await page.getByText('周助理 的密码已重设').waitFor();
      const changed = [await signIn(first), await signIn('another long secret')];

      await changeOwn(other.page, 'another long secret', 'a secret of my own');

      await page.getByRole('button', { name: '停用 周助理' }).click();
      await page.getByText('周助理 已停用').waitFor();
      await row.getByText('已停用').waitFor();
      const ended = await signIn('a secret of my own');
      await other.context.close();

      expect(made).toContain('石桥镇');
      expect(made).toContain('民政助理员');
      expect([entered, ...changed, ended]).toEqual([200, 401, 200, 401]);
    });

    it('cannot disable the last administrator, and is told so', async () => {
      own = await openAs(stage, 'administrator');
      const { page } = own;
      await page.goto('/accounts');
      await page.getByRole('button', { name: `停用 ${accounts.administrator}` }).click();

      await page.getByText('最后一个可用的管理员').waitFor();

      expect(await page.getByRole('alert').innerText()).toContain('JZ_ACCOUNT_LAST');
    });
  });
}

/** As the officer, who is signed in. */
async function changeOwn(page: Page, current: string, password: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: '修改密码' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('现在的密码').fill(current);
  await dialog.getByLabel('新密码').fill(password);
  await dialog.getByRole('button', { name: '保存新密码' }).click();
  await dialog.getByText('密码已修改').waitFor();
}

async function statusOfSignIn(context: BrowserContext, name: string, password: string): Promise<number> {
  return (await context.request.post('/v1/session', { data: { name, password } })).status();
}
