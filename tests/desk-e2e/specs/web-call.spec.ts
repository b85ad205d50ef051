import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../desk.ts';
import { hasPhones, Phone } from '../phone.ts';
import { channel, tenthsOf, voiceHertz } from '../sound.ts';

const agentHertz = 440;
const narrow = { width: 390, height: 844 };

/** The loudest frequency of what the page plays; 0 for silence. */
const loudest = (page: Page) =>
  page.locator('#heard').evaluate(async (audio: HTMLAudioElement) => {
    if (!(audio.srcObject instanceof MediaStream)) return 0;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 4096 });
    context.createMediaStreamSource(audio.srcObject).connect(analyser);
    await new Promise((done) => setTimeout(done, 300));
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const top = levels.indexOf(Math.max(...levels));
    await context.close();
    return (levels[top] ?? -Infinity) < -60 ? 0 : (top * context.sampleRate) / analyser.fftSize;
  });

const lastSecond = ({ samples, rate }: { samples: number[]; rate: number }) => ({ samples: samples.slice(-rate), rate });
const state = (page: Page) => page.locator('#call');

async function openPage(browser: Browser, http: string, locale = 'zh-CN', viewport = narrow): Promise<Page> {
  const context = await browser.newContext({ locale, viewport, permissions: ['microphone'] });
  const page = await context.newPage();
  await page.goto(`${http}/call`);
  return page;
}

test.describe('a call from the public page', () => {
  test('speaks with an agent both ways, presses keys, is muted, and either side hangs up', async ({ browser, deskOf, product }) => {
    test.skip(!hasPhones, 'needs baresip: apt-get install baresip-core');
    test.setTimeout(150_000);
    const seat = await deskOf('agent1');
    const leader = await deskOf('leader');
    const calling = async () => (await leader.get<{ calls: unknown[]; waiting: unknown[] }>('/api/switchboard')).calls.length;
    const call = (on: Page) => on.getByRole('button', { name: '呼叫12345' });
    const agent = await Phone.ofAgent(product.sip, '8001');
    const page = await openPage(browser, product.http);
    try {
      await call(page).click();
      await expect(state(page)).toHaveAttribute('data-state', 'talking', { timeout: 20_000 });
      await expect.poll(calling).toBe(1);
      await page.getByRole('button', { name: '挂断' }).click();
      await expect(state(page)).toHaveAttribute('data-state', 'ended');
      await expect(call(page)).toBeFocused();
      await expect.poll(calling).toBe(0);

      await seat.post('/api/switchboard/ready', {}, 204);
      await page.getByLabel('您的电话号码').fill('139 0000 1111');
      await call(page).click();
      await expect(state(page)).toHaveAttribute('data-state', 'talking', { timeout: 20_000 });
      await expect.poll(async () => Math.abs((await loudest(page)) - agentHertz), { timeout: 60_000 }).toBeLessThan(20);
      const agentHears = () => tenthsOf(lastSecond(channel(agent.heard(), 0)), voiceHertz);
      await expect.poll(agentHears, { timeout: 20_000 }).toBeGreaterThan(3);

      await page.getByRole('button', { name: '5', exact: true }).click();
      await page.getByRole('button', { name: '麦克风静音' }).click();
      await expect(page.locator('#said')).toContainText('已静音');
      await expect.poll(agentHears, { timeout: 20_000 }).toBe(0);
      await page.getByRole('button', { name: '取消静音' }).click();
      await agent.hangUp();
      await expect(state(page)).toHaveAttribute('data-state', 'ended', { timeout: 20_000 });
      const contacts = await leader.get<{ items: { medium: string; number: string }[] }>('/api/contacts');
      expect(contacts.items.filter(({ medium }) => medium === 'web-call').map(({ number }) => number)).toContain('13900001111');
    } finally {
      await agent.hangUp();
      await page.context().close();
    }
  });

  test('says what to do where something is in the way, and has no accessibility fault', async ({ browser, product }) => {
    test.setTimeout(90_000);
    for (const [locale, call, denied] of [
      ['zh-CN', '呼叫12345', '无法使用麦克风'],
      ['en-US', 'Call 12345', 'The microphone may not be used'],
    ] as const) {
      for (const viewport of [narrow, { width: 1440, height: 900 }]) {
        const page = await openPage(browser, product.http, locale, viewport);
        const faults = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
        expect(await faults()).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide).toBeLessThanOrEqual(0);

        await page.locator('#phone').fill('12');
        await page.getByRole('button', { name: call }).click();
        await expect(state(page)).toHaveAttribute('data-state', 'phone');
        await expect(page.locator('#phone')).toBeFocused();
        await page.locator('#phone').fill('');
        for (const [status, said] of [[409, 'closed'], [429, 'too-many'], [503, 'busy'], [500, 'failed']] as const) {
          await page.route('**/api/web-calls', (route) => route.fulfill({ status, body: '{}' }));
          await page.getByRole('button', { name: call }).click();
          await expect(state(page)).toHaveAttribute('data-state', said);
        }
        await page.route('**/api/web-calls', (route) => route.abort());
        await page.getByRole('button', { name: call }).click();
        await expect(state(page)).toHaveAttribute('data-state', 'lost');

        await page.evaluate(() => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
        });
        await page.getByRole('button', { name: call }).click();
        await expect(page.locator('#said')).toContainText(denied);
        expect(await faults()).toEqual([]);
        await page.context().close();
      }
    }
  });
});
