import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, startBrowser } from './browser.ts';
import { openCountySite, type CountySite } from './county-site.ts';
import { administratorStory } from './stories/administrator.ts';
import { analystStory } from './stories/analyst.ts';
import { caseworkerStory } from './stories/caseworker.ts';
import { dataTeamStory } from './stories/data-team.ts';
import { everyPageStory, type PageCase } from './stories/every-page.ts';

const browserPath = findBrowser();

const cases: readonly PageCase[] = [
  { path: '/', reader: null, ready: '.sign-in-form' },
  { path: '/alerts', reader: 'caseworker', ready: '.queue tbody tr' },
  { path: '/alerts?scope=mine&level=blue', reader: 'caseworker', ready: '.notice' },
  { path: '/households', reader: 'caseworker', ready: '.ranked tbody tr' },
  { path: '/households/FIRST', reader: 'caseworker', ready: '.timeline-chart svg' },
  { path: '/households/NOBODY', reader: 'caseworker', ready: '.notice' },
  { path: '/what-if', reader: 'analyst', ready: '.budget-chart svg' },
  { path: '/what-if?job=FIRST', reader: 'analyst', ready: '.tiles' },
  { path: '/what-if?job=NONE', reader: 'analyst', ready: '.notice' },
  { path: '/quality', reader: 'data_team', ready: '.lateness-chart svg' },
  { path: '/models', reader: 'data_team', ready: '.catalogue tbody tr' },
  { path: '/accounts', reader: 'administrator', ready: '.accounts tbody tr' },
];

describe.runIf(browserPath === null)('the pages of a county', () => {
  it('were NOT tried: no Chromium here; install one or name it in JIUZHU_CHROMIUM', () => {
    expect(process.env['CI'], 'continuous integration must have a browser').toBeUndefined();
  });
});

describe.runIf(browserPath !== null)('the pages of a county in a real browser', () => {
  let site: CountySite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([openCountySite(), startBrowser(browserPath ?? '')]);
  }, 600_000);
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  const stage = () => ({ site, browser });

  caseworkerStory(stage);
  analystStory(stage);
  dataTeamStory(stage);
  administratorStory(stage);
  everyPageStory(stage, cases);
});
