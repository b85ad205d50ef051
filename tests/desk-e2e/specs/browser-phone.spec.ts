import type { Page } from '@playwright/test';
import { type Desk, expect, test } from '../desk.ts';
import { hasPhones, Phone } from '../phone.ts';
import { channel, tenthsOf, voiceHertz } from '../sound.ts';

const caller = '13859607777';
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

const lastSecond = ({ samples, rate }: { samples: number[]; rate: number }) => ({ samples: samples.slice(-rate), rate });

const hears = (page: Page, hertz: number) =>
  expect.poll(async () => Math.abs((await loudest(page)) - hertz), { timeout: 20_000 }).toBeLessThan(20);

async function takeCallsHere(agent: Desk): Promise<void> {
  const phone = agent.page.getByTestId('phone');
  await expect(phone).toHaveAttribute('data-state', 'off');
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

test.describe('the browser phone', () => {
  test.skip(!hasPhones, 'needs baresip: apt-get install baresip-core');
  test.setTimeout(120_000);

  test('rings, talks both ways, finds the citizen again after a reload, and is recorded whole', async ({ deskOf, product }) => {
    const agent = await deskOf('agent2');
    await agent.open('/cases');
    await takeCallsHere(agent);
    const citizen = await Phone.calling(product.sip, caller);
    try {
      const phone = agent.page.getByTestId('phone');
      await expect(phone).toHaveAttribute('data-state', 'ringing', { timeout: 60_000 });
      await agent.page.getByTestId('phone-answer').click();
      await expect(phone).toHaveAttribute('data-state', 'talking');
      await hears(agent.page, citizenHertz);
      const citizenHears = () =>
        expect.poll(() => tenthsOf(lastSecond(channel(citizen.heard(), 0)), voiceHertz), { timeout: 20_000 }).toBeGreaterThan(3);
      await citizenHears();

      await agent.page.reload();
      await expect(phone).toHaveAttribute('data-state', 'talking', { timeout: 30_000 });
      await hears(agent.page, citizenHertz);
      await expect(agent.page.getByTestId('agent-state')).toHaveAttribute('data-state', 'talking');

      await citizenHears();
      await agent.page.getByRole('button', { name: '挂断' }).click();
      await expect(phone).toHaveAttribute('data-state', 'ready');

      const leader = await deskOf('leader');
      const recorded = () => leader.get<{ items: { id: string; number: string; sealed: boolean }[] }>(`/api/recordings?number=${caller}`);
      await expect.poll(async () => (await recorded()).items.map(({ sealed }) => sealed), { timeout: 20_000 }).toEqual([true]);
      const [recording] = (await recorded()).items;
      const { audioUrl } = await leader.post<{ audioUrl: string }>(`/api/recordings/${recording?.id}/plays`, { reason: '质检' }, 201);
      const wav = await (await leader.page.request.get(`${product.http}${audioUrl}`)).body();
      expect(tenthsOf(channel(wav, 0), citizenHertz)).toBeGreaterThan(20);
      expect(tenthsOf(channel(wav, 0), voiceHertz)).toBe(0);
      expect(tenthsOf(channel(wav, 1), voiceHertz)).toBeGreaterThan(5);
      expect(tenthsOf(channel(wav, 1), citizenHertz)).toBe(0);
    } finally {
      await citizen.hangUp();
      await agent.page.evaluate(() => localStorage.clear());
    }
  });
});
