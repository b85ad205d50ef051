import { type APIRequestContext, type Browser, test as base, expect, type Page } from '@playwright/test';
import { chromium } from './chromium.ts';
import { type Product, startProduct } from './product.ts';

export const password = 'hotline-sample';

interface NewCase {
  requestType: string;
  categoryCode: string;
  place: string;
  text: string;
  hazard: boolean;
  confidential: boolean;
  requesterName: string | null;
  requesterPhone: string | null;
}

/** A signed-in person at a desk of their own. */
export class Desk {
  readonly page: Page;
  private readonly http: string;

  constructor(page: Page, http: string) {
    this.page = page;
    this.http = http;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.http + path);
  }

  /** A request by the same person, beside the screens. */
  async post<T>(path: string, data: object, status = 200): Promise<T> {
    const answer = await this.page.request.post(this.http + path, {
      data,
      headers: { 'X-Hotline': '1', 'Idempotency-Key': crypto.randomUUID() },
    });
    expect(answer.status(), await answer.text()).toBe(status);
    return answer.status() === 204 ? (undefined as T) : ((await answer.json()) as T);
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.page.request.get(this.http + path);
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()) as T;
  }

  /** A case registered over HTTP: for specs about what comes after. */
  async register(change: Partial<NewCase> = {}): Promise<{ number: string; version: number }> {
    const tree = await this.get<{ code: string; children: unknown[] }[]>('/api/categories');
    return this.post(
      '/api/cases',
      {
        contactId: null,
        requestType: 'complaint',
        categoryCode: firstLeaf(tree),
        place: '中山路 18 号门前',
        text: '路面破损，雨天积水。',
        hazard: false,
        confidential: false,
        requesterName: '林女士',
        requesterPhone: '13859601234',
        ...change,
      },
      201,
    );
  }

  async unitNamed(name: string): Promise<string> {
    const units = await this.get<{ id: string; name: string }[]>('/api/units');
    const unit = units.find((candidate) => candidate.name.includes(name));
    if (unit === undefined) throw new Error(`The sample city has no unit ${name}.`);
    return unit.id;
  }
}

function firstLeaf(tree: { code: string; children: unknown[]; hazard?: boolean }[]): string {
  for (const node of tree) {
    const below = node.children as typeof tree;
    const found = below.length > 0 ? firstLeaf(below) : node.hazard ? '' : node.code;
    if (found !== '') return found;
  }
  return '';
}

async function signedIn(browser: Browser, product: Product, userName: string, options: object = {}): Promise<Desk> {
  // Dialogs that open and leave at once: a loaded machine draws animations late, and a dialog that leaves covers the page.
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await signIn(page.request, product.http, userName);
  return new Desk(page, product.http);
}

export async function signIn(request: APIRequestContext, http: string, userName: string): Promise<void> {
  const answer = await request.post(`${http}/api/session`, { data: { userName, password }, headers: { 'X-Hotline': '1' } });
  expect(answer.status()).toBe(200);
}

interface Fixtures {
  /** Opens a desk for a sample account. */
  deskOf: (userName: string, options?: object) => Promise<Desk>;
}

export const test = base.extend<Fixtures, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: the first parameter names the fixtures that this one needs
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  deskOf: async ({ browser, product, viewport, locale, timezoneId }, use) => {
    const desks: Desk[] = [];
    await use(async (userName, options = {}) => {
      const desk = await signedIn(browser, product, userName, { viewport, locale, timezoneId, ...options });
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await desk.page.context().close();
  },
});

test.skip(chromium === undefined, 'needs a Chromium: apt-get install chromium, or name one in HOTLINE_CHROMIUM');

export { expect };
