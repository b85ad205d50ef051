import { type Desk, expect, test } from '../desk.ts';
import { hasPhones, Phone } from '../phone.ts';

const caller = '13859605678';

async function ready(agent: Desk): Promise<void> {
  const state = agent.page.getByTestId('agent-state');
  await expect(state).toHaveAttribute('data-state', /not-ready|ready/);
  if ((await state.getAttribute('data-state')) === 'ready') return;
  await state.click();
  await agent.page.getByRole('menuitem', { name: '示闲' }).click();
  await expect(state).toHaveAttribute('data-state', 'ready');
}

test.describe('a call', () => {
  test.skip(!hasPhones, 'needs baresip: apt-get install baresip-core');
  test.setTimeout(180_000);

  test('pops up, is registered while they talk, is recorded, and is heard with a reason on record', async ({
    deskOf,
    product,
  }) => {
    const agent = await deskOf('agent1');
    const leader = await deskOf('leader');
    await agent.open('/cases');
    await leader.open('/switchboard');
    await expect(agent.page.getByTestId('agent-state')).toHaveAttribute('data-state', 'offline');
    const phone = await Phone.ofAgent(product.sip, '8001');
    let citizen: Phone | undefined;
    try {
      await ready(agent);
      citizen = await Phone.calling(product.sip, caller);

      await expect(agent.page.getByTestId('caller')).toContainText(caller, { timeout: 60_000 });
      await expect(agent.page).toHaveURL(/\/intake\/.+/);
      await expect(agent.page.getByTestId('agent-state')).toHaveAttribute('data-state', 'talking');
      await expect(leader.page.getByTestId('agent').filter({ hasText: '8001' })).toHaveAttribute('data-state', 'talking');
      await expect(agent.page.getByTestId('countdown')).toHaveAttribute('data-binding', 'false');

      const form = agent.page.getByRole('form', { name: '工单登记' });
      await agent.page.getByText('投诉', { exact: true }).click();
      await agent.page.getByRole('combobox', { name: '事项分类' }).fill('井盖缺失');
      await agent.page.keyboard.press('Enter');
      await expect(agent.page.getByTestId('countdown')).toHaveAttribute('data-phase', 'calm');
      await expect(agent.page.getByTestId('countdown')).toContainText(/1[34]:\d\d/);
      await form.getByLabel('事发地点').fill('学园路 5 号');
      await form.getByLabel('诉求内容').fill('窨井盖缺失，有人险些摔倒。');

      await agent.page.reload();
      await expect(agent.page.getByTestId('caller')).toContainText(caller);
      await expect(form.getByLabel('诉求内容')).toHaveValue('窨井盖缺失，有人险些摔倒。');
      await agent.page.keyboard.press('Control+Enter');
      await form.getByLabel('诉求内容').press('Control+Enter');
      await expect(agent.page.getByTestId('case-number')).toHaveText(/\d{6,}/);
      const number = (await agent.page.getByTestId('case-number').textContent()) ?? '';
      await agent.page.getByTestId('registered').getByRole('button', { name: '派单' }).click();
      await expect(agent.page.getByTestId('dispatched-to')).toBeVisible();

      const listener = await deskOf('leader');
      await listener.open('/recordings');
      const growing = listener.page.getByTestId('recording').filter({ hasText: caller });
      await expect(growing).toContainText('录制中');
      await growing.getByRole('button', { name: '播放' }).click();
      await listener.page.getByRole('dialog').getByLabel('理由').fill('现场质检');
      await listener.page.keyboard.press('Enter');
      const early = listener.page.getByTestId('player').locator('audio');
      await expect.poll(() => early.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeGreaterThan(1);
      const soFar = await early.evaluate((audio: HTMLAudioElement) => audio.duration);
      await expect(async () => {
        await listener.page.getByRole('button', { name: '载入最新' }).click();
        expect(await early.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeGreaterThan(soFar);
      }).toPass();

      await citizen.hangUp();
      await expect(agent.page.getByTestId('caller')).toContainText('已挂断');
      await expect(agent.page.getByTestId('caller')).toContainText('市民挂断');

      const supervisor = await deskOf('supervisor');
      await supervisor.open(`/recordings?case=${number}`);
      const row = supervisor.page.getByTestId('recording');
      await expect(row).toHaveCount(1);
      await expect(row).toContainText(caller);
      await expect(row.getByText('录制中')).toHaveCount(0, { timeout: 20_000 });
      await row.getByRole('button', { name: '播放' }).click();
      const why = supervisor.page.getByRole('dialog');
      await expect(why.getByRole('button', { name: '播放' })).toBeDisabled();
      await why.getByLabel('理由').fill('投诉核查：井盖');
      await why.getByRole('button', { name: '播放' }).click();

      const player = supervisor.page.getByTestId('player');
      await expect(player).toBeVisible();
      await expect(player.getByTestId('waveform').locator('canvas').first()).toBeVisible();
      const sound = player.locator('audio');
      await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0);
      const length = await sound.evaluate((audio: HTMLAudioElement) => audio.duration);
      expect(length).toBeGreaterThan(2);
      await player.focus();
      await supervisor.page.keyboard.press(' ');
      await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0.3);
      await supervisor.page.keyboard.press(' ');
      await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(true);
      await supervisor.page.keyboard.press('Home');
      await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBe(0);
      await supervisor.page.keyboard.press('ArrowRight');
      await expect
        .poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime))
        .toBeGreaterThanOrEqual(Math.min(4.9, length - 0.2));

      await expect(row).toContainText(/[1-4]\.\d(好|尚可|较差|差)/);
      await player.getByText('音质').first().click();
      const heard = player.getByRole('table', { name: '音质' });
      await expect(heard.getByRole('row')).toHaveCount(3);
      await expect(heard.getByRole('row').nth(1)).toContainText(/市民.*%.*ms/);
      await supervisor.open('/recordings?worstSound=true');
      await expect(supervisor.page.getByTestId('recording').filter({ hasText: caller }).first()).toBeVisible();

      await supervisor.open('/audit?act=recording.play');
      await expect(supervisor.page.getByTestId('audit').filter({ hasText: '投诉核查：井盖' })).toHaveCount(1);

      await agent.open('/intake');
      await expect(agent.page.getByRole('link', { name: number }).first()).toBeVisible();
    } finally {
      await citizen?.hangUp();
      await phone.hangUp();
    }
  });

  test('does not push aside a form that is half written', async ({ deskOf, product }) => {
    const agent = await deskOf('agent2');
    await agent.open('/intake');
    const phone = await Phone.ofAgent(product.sip, '8002');
    let citizen: Phone | undefined;
    try {
      await ready(agent);
      await agent.page.getByRole('button', { name: '无来电登记' }).click();
      const text = agent.page.getByRole('form', { name: '工单登记' }).getByLabel('诉求内容');
      await text.fill('还没写完');
      citizen = await Phone.calling(product.sip, '13700001111');
      const bar = agent.page.getByTestId('call-elsewhere');
      await expect(bar).toContainText('13700001111', { timeout: 60_000 });
      await expect(text).toHaveValue('还没写完');
      await bar.getByRole('button', { name: '转到该来电' }).click();
      await expect(agent.page.getByTestId('caller')).toContainText('13700001111');
      await expect(text).toHaveValue('');
      await agent.page.keyboard.press('Alt+1');
      await expect(text).toHaveValue('还没写完');
    } finally {
      await citizen?.hangUp();
      await phone.hangUp();
    }
  });
});
