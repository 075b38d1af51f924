/** A page in a real browser on the served county, for one story. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accounts, password, type CountySite } from './county-site.ts';

/** What a story works with. */
export interface Stage {
  readonly site: CountySite;
  readonly browser: Browser;
}

/** A reader's window. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings the browser told. */
  readonly complaints: string[];
  /** Requests to any other host. */
  readonly foreign: string[];
}

/** Opens a window with nobody signed in. */
export async function openWindow({ site, browser }: Stage): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: site.origin });
  return openPage(context, site.origin);
}

/** Opens a page in a window there is, and listens to what it complains of and whom it asks. */
export async function openPage(context: BrowserContext, origin: string): Promise<Window> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) foreign.push(request.url());
  });
  return { page, context, complaints, foreign };
}

/** Who reads. */
export type Reader = keyof typeof accounts;

const cookies = new Map<Reader, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** Opens a window in which an account is signed in already, without the form; it signs in once for all windows. */
export async function openAs(stage: Stage, reader: Reader): Promise<Window> {
  const window = await openWindow(stage);
  const known = cookies.get(reader);
  if (known !== undefined) {
    await window.context.addCookies(known);
    return window;
  }
  const data = { name: accounts[reader], password };
  const answer = await window.context.request.post('/v1/session', { data });
  if (!answer.ok()) throw new Error(`sign-in of ${reader}: HTTP ${answer.status()}`);
  cookies.set(reader, await window.context.cookies());
  return window;
}
