import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { householdName } from '../api/world.ts';
import { findBrowser, startBrowser } from './browser.ts';
import { findingsInEveryLook } from './looks.ts';
import { panelPages, type Panel } from './panel-page.ts';
import { openSite, type Site } from './site.ts';
import { panelFrameStory } from './stories/panel-frame.ts';
import { panelHouseholdStory } from './stories/panel-household.ts';
import { panelListStory } from './stories/panel-list.ts';

const browserPath = findBrowser();

describe.runIf(browserPath === null)('the pages of a panel', () => {
  it('were NOT tried: no Chromium here; install one or name it in JIUZHU_CHROMIUM', () => {
    expect(process.env['CI'], 'continuous integration must have a browser').toBeUndefined();
  });
});

describe.runIf(browserPath !== null)('the pages of a panel in a real browser', () => {
  let site: Site;
  let browser: Browser;
  let pages: Awaited<ReturnType<typeof panelPages>>;
  let own: Panel;
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), startBrowser(browserPath ?? '')]);
    pages = await panelPages(site, browser);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => {
    own = await pages.open();
  });
  afterEach(() => pages.close(own));

  panelListStory(() => own);
  panelHouseholdStory(() => own);
  panelFrameStory(() => own);

  it.each(['/', `/households/${householdName(7)}`, '/model', '/households/NOBODY', '/nowhere'])(
    'is clean, readable and fits in every look: %s',
    async (path) => {
      const { page } = own;
      await page.goto(path);
      await page.locator('.ranked tbody tr, .income-chart svg, .metrics, .notice').first().waitFor();

      expect(await findingsInEveryLook(page)).toEqual([]);
    },
  );
});
