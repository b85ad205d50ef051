import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../desk.ts';
import { type Product, startProduct } from '../product.ts';

const number = '13859601299';

/** Every rule, best practices included: these pages are plain and the city's own. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test.describe('one’s own cases by a code to the telephone', () => {
  const codes: string[] = [];
  let gateway: Server;
  let city: Product;

  test.beforeAll(async () => {
    test.setTimeout(90_000);
    gateway = createServer((request, answer) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const code = /验证码(\d{6})/.exec(body)?.[1];
        if (code !== undefined) codes.push(code);
        answer.end('{}');
      });
    });
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
    const { port } = gateway.address() as AddressInfo;
    city = await startProduct([
      '--Sms:Providers:own:Protocol=http',
      `--Sms:Providers:own:Url=http://127.0.0.1:${port}/send`,
      '--Sms:Providers:own:AllowPrivate=yes',
      '--Sms:Providers:own:Body={"to":"{to}","text":"{text}"}',
    ]);
  });

  test.afterAll(async () => {
    await city.stop();
    gateway.close();
  });

  for (const [locale, width, words] of [
    ['zh-CN', 390, { ask: '获取验证码', open: '查看我的工单', why: '异议理由', object: '提出异议', taken: '您的异议已登记', rate: '满意', send: '提交', rated: '感谢您的评价' }],
    ['en-US', 1280, { ask: 'Send me a code', open: 'Show my cases', why: 'Why you object', object: 'Object', taken: 'Your objection is taken down', rate: 'Satisfied', send: 'Send', rated: 'Thank you' }],
  ] as const) {
    test(`looks, objects and rates without scripts, ${locale} at ${width}`, async ({ browser }, info) => {
      test.setTimeout(180_000);
      const phone = locale === 'zh-CN' ? number : '13859601298';
      const context = await browser.newContext({ locale, viewport: { width, height: 844 }, javaScriptEnabled: false });
      const judged = await browser.newContext({ locale, viewport: { width, height: 844 } });
      const page = await context.newPage();
      const sight = async (name: string) => {
        await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, name).toBeLessThanOrEqual(0);

        // axe needs scripts: the same page as it stands, with its style, in a browser that runs them.
        const other = await judged.newPage();
        await other.route('**/judged', async (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: await page.content() }));
        await other.goto(`${city.http}/judged`);
        expect(await faults(other), name).toEqual([]);
        await other.close();
      };

      await page.goto(`${city.http}/report`);
      await page.locator('#what').fill('路灯不亮');
      await page.locator('#phone').fill(phone);
      await page.locator('main form button').last().click();
      const opened = await page.locator('#number').innerText();
      await close(city, opened, browser);

      await page.goto(`${city.http}/report/progress`);
      await page.locator('main a').click();
      await sight('asking');
      await page.locator('#phone').fill(phone);
      const before = codes.length;
      await page.getByRole('button', { name: words.ask }).click();
      await sight('code');
      await expect.poll(() => codes.length).toBeGreaterThan(before);
      await page.locator('#code').fill('000000' === codes.at(-1) ? '000001' : '000000');
      await page.getByRole('button', { name: words.open }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await sight('wrong');
      await page.locator('#code').fill(codes.at(-1) ?? '');
      await page.getByRole('button', { name: words.open }).click();
      await expect(page.getByRole('heading', { name: opened })).toBeVisible();
      await sight('cases');
      await page.getByLabel(words.rate, { exact: true }).check();
      await page.getByRole('button', { name: words.send, exact: true }).click();
      await expect(page.getByRole('status')).toContainText(words.rated);
      await page.getByLabel(words.why).fill('还是不亮');
      await page.getByRole('button', { name: words.object, exact: true }).click();
      await expect(page.getByRole('status')).toContainText(words.taken);
      await sight('objected');
      await context.close();
      await judged.close();
    });
  }
});

/** All that the house does with a case until it is closed, over HTTP. */
async function close(city: Product, opened: string, browser: import('@playwright/test').Browser): Promise<void> {
  const seats = await Promise.all(
    ['dispatcher', 'unit1'].map(async (user) => {
      const context = await browser.newContext();
      await signIn(context.request, city.http, user);
      return context;
    }),
  );
  const [office, unit] = seats;
  const act = async (seat: (typeof seats)[number] | undefined, name: string, body: object) => {
    if (seat === undefined) throw new Error('Nobody is signed in.');
    const seen = await (await seat.request.get(`${city.http}/api/cases/${opened}`)).json();
    const answer = await seat.request.post(`${city.http}/api/cases/${opened}/${name}`, {
      data: { version: seen.version, ...body },
      headers: { 'X-Hotline': '1', 'Idempotency-Key': crypto.randomUUID() },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await act(office, 'dispatch', { unitId: 'urban-mgmt', note: null });
  await act(unit, 'sign', {});
  await act(unit, 'reply', { text: '已修好，灯已亮。', outcome: 'solved' });
  await act(office, 'close', { outcome: 'solved', note: null });
  for (const seat of seats) await seat.close();
}
