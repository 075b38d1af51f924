/** A page of a served panel in a real browser; the tests of a file share one window, each with nothing remembered. */
import type { Browser } from 'playwright-core';
import type { Site } from './site.ts';
import { openPage, type Window } from './stage.ts';

/** What a story works with. */
export interface Panel extends Window {
  readonly site: Site;
}

/** Opens a page of its own for each test. */
export async function panelPages(
  site: Site,
  browser: Browser,
): Promise<{ open(): Promise<Panel>; close(panel: Panel): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: site.origin });
  return {
    open: async () => ({ ...(await openPage(context, site.origin)), site }),
    close: async ({ page }) => {
      await page.evaluate('localStorage.clear()');
      await page.close();
    },
  };
}
