import type { Page } from '@playwright/test';
import { type Desk, expect, test } from '../desk.ts';
import { Network } from '../network.ts';
import { hasPhones, Phone } from '../phone.ts';
import { channel, tenthsOf, voiceHertz } from '../sound.ts';

const caller = '13859608888';
const citizenHertz = 880;

/** The loudest frequency of what this page's phone plays; 0 for silence. */
const loudest = (page: Page) =>
  page.getByTestId('phone-sound').evaluate(async (audio: HTMLAudioElement) => {
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

async function takeCallsHere(agent: Desk): Promise<void> {
  const phone = agent.page.getByTestId('phone');
  await phone.getByRole('button').click();
  await agent.page.getByRole('menuitem', { name: '浏览器电话' }).click();
  await expect(phone).toHaveAttribute('data-state', 'ready', { timeout: 20_000 });
  const state = agent.page.getByTestId('agent-state');
  await expect(state).toHaveAttribute('data-state', /not-ready|ready/);
  if ((await state.getAttribute('data-state')) !== 'ready') {
    await state.click();
    await agent.page.getByRole('menuitem', { name: '示闲' }).click();
    await expect(state).toHaveAttribute('data-state', 'ready');
  }
}

test.describe("an agent's network", () => {
  test.skip(!hasPhones, 'needs baresip: apt-get install baresip-core');
  test.setTimeout(150_000);

  test('may break under the signalling unheard, and where all is lost the citizen has music and the same agent again', async ({ deskOf, product }) => {
    const agent = await deskOf('agent2');
    const network = await Network.to(product.http);
    await network.carry(agent.page);
    const leader = await deskOf('leader');
    await agent.page.goto(`${network.http}/cases`);
    await takeCallsHere(agent);
    const citizen = await Phone.calling(product.sip, caller);
    try {
      const phone = agent.page.getByTestId('phone');
      const lastSecond = () => {
        const { samples, rate } = channel(citizen.heard(), 0);
        return { samples: samples.slice(-rate), rate };
      };
      const citizenHears = () => expect.poll(() => tenthsOf(lastSecond(), voiceHertz), { timeout: 20_000 }).toBeGreaterThan(3);
      const agentHears = () => expect.poll(async () => Math.abs((await loudest(agent.page)) - citizenHertz), { timeout: 20_000 }).toBeLessThan(20);
      const talkingWith = async () => (await leader.get<{ calls: { agentId: string | null }[] }>('/api/switchboard')).calls.map(({ agentId }) => agentId);
      await expect(phone).toHaveAttribute('data-state', 'ringing', { timeout: 60_000 });
      await agent.page.getByTestId('phone-answer').click();
      await citizenHears();
      await agentHears();
      const [agentId] = await talkingWith();

      // Only the signalling: it comes back by another connection, and nobody hears that.
      const before = network.sipConnections;
      network.breakSignalling();
      await expect.poll(() => network.sipConnections, { timeout: 20_000 }).toBeGreaterThan(before);
      await expect(phone).toHaveAttribute('data-state', 'talking');
      await citizenHears();
      await agentHears();
      expect(await talkingWith()).toEqual([agentId]);

      // Everything: music, no voice.
      network.lose();
      await expect.poll(talkingWith, { timeout: 20_000 }).toEqual([null]);
      const level = () => {
        const { samples } = lastSecond();
        return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      };
      await expect.poll(() => tenthsOf(lastSecond(), voiceHertz) === 0 && level() > 1e-5, { timeout: 20_000 }).toBe(true);

      network.restore();
      await expect.poll(talkingWith, { timeout: 20_000 }).toEqual([agentId]);
      await expect(phone).toHaveAttribute('data-state', 'talking');
      await citizenHears();
      await agentHears();

      await agent.page.getByRole('button', { name: '挂断' }).click();
      await expect.poll(talkingWith, { timeout: 20_000 }).toEqual([]);
      await expect(phone).toHaveAttribute('data-state', 'ready');
    } finally {
      await citizen.hangUp();
      await agent.page.evaluate(() => localStorage.clear());
      network.close();
    }
  });
});

test.describe("a citizen's network", () => {
  test.skip(!hasPhones, 'needs baresip: apt-get install baresip-core');
  test.setTimeout(150_000);

  test('lost in a call from the public page ends it on both sides, and the page says so', async ({ browser, deskOf, product }) => {
    const seat = await deskOf('agent1');
    const leader = await deskOf('leader');
    const talkingWith = async () => (await leader.get<{ calls: { agentId: string | null }[] }>('/api/switchboard')).calls.map(({ agentId }) => agentId);
    const agent = await Phone.ofAgent(product.sip, '8001');
    const network = await Network.to(product.http);
    try {
      for (const [locale, call, lost] of [['zh-CN', '呼叫12345', '连接已中断'], ['en-US', 'Call 12345', 'The connection was lost']] as const) {
        await seat.post('/api/switchboard/ready', {}, 204);
        const context = await browser.newContext({ locale, permissions: ['microphone'] });
        const page = await context.newPage();
        await network.carry(page);
        await page.goto(`${network.http}/call`);
        await page.getByRole('button', { name: call }).click();
        await expect(page.locator('#call')).toHaveAttribute('data-state', 'talking', { timeout: 20_000 });
        await expect.poll(talkingWith, { timeout: 60_000 }).toEqual([expect.any(String)]);

        network.lose();
        await expect(page.locator('#call')).toHaveAttribute('data-state', 'lost', { timeout: 20_000 });
        await expect(page.locator('#said')).toContainText(lost);
        await expect.poll(talkingWith, { timeout: 20_000 }).toEqual([]);
        network.restore();
        await context.close();
      }
    } finally {
      await agent.hangUp();
      network.close();
    }
  });
});
