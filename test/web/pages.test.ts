import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { householdName } from '../api/world.ts';
import { findBrowser, startBrowser } from './browser.ts';
import { lowContrast } from './low-contrast.ts';
import { openSite, type Site } from './site.ts';

const browserPath = findBrowser();

if (browserPath === null)
  describe('the pages', () => {
    it('were NOT tried: no Chromium here; install one or name it in JIUZHU_CHROMIUM', () => {
      expect(process.env['CI'], 'continuous integration must have a browser').toBeUndefined();
    });
  });

describe.runIf(browserPath !== null)('the pages in a real browser', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let foreignRequests: string[];

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), startBrowser(browserPath ?? '')]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: site.origin });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    complaints = [];
    foreignRequests = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(site.origin)) foreignRequests.push(request.url());
    });
  });
  afterEach(() => context.close());

  const rows = () => page.locator('.ranked tbody tr');
  const address = () => page.url().slice(site.origin.length);

  describe('list', () => {
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
      expect(foreignRequests).toEqual([]);
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

  describe('household', () => {
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
      expect(foreignRequests).toEqual([]);
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

  const ready = '.ranked tbody tr, .income-chart svg, .metrics, .notice';
  const everyPage = ['/', `/households/${householdName(7)}`, '/model', '/households/NOBODY', '/nowhere'];

  it('has readable contrast on every page: 4.5 : 1, and 7 : 1 in large type', async () => {
    const offenders = new Set<string>();
    for (const [large, limit] of [
      [false, 4.5],
      [true, 7],
    ] as const) {
      await page.addInitScript(`localStorage.setItem('jiuzhu.preferences', '{"large":${large}}')`);
      for (const path of everyPage) {
        await page.goto(path);
        await page.locator(ready).first().waitFor();
        const found: unknown = await page.evaluate(lowContrast(limit));
        for (const text of [found].flat()) offenders.add(`${path} ${limit}: ${String(text)}`);
      }
    }

    expect([...offenders]).toEqual([]);
  });

  it('fits a phone without sideways scrolling, in both sizes of type', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow: Record<string, unknown> = {};
    for (const large of [false, true]) {
      await page.addInitScript(`localStorage.setItem('jiuzhu.preferences', '{"large":${large}}')`);
      for (const path of everyPage) {
        await page.goto(path);
        await page.locator(ready).first().waitFor();
        overflow[`${path} ${large}`] = await page.evaluate(
          'document.documentElement.scrollWidth - innerWidth',
        );
      }
    }

    expect(new Set(Object.values(overflow)), JSON.stringify(overflow)).toEqual(new Set([0]));
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
