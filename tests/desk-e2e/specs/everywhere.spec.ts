import { AxeBuilder } from '@axe-core/playwright';
import { type Desk, expect, test } from '../desk.ts';

const screens: [string, string, string][] = [
  ['agent1', '/intake', '我的来电'],
  ['agent1', '/tasks', '待办'],
  ['leader', '/switchboard', '话务'],
  ['dispatcher', '/dispatch', '待派单'],
  ['supervisor', '/cases', '工单'],
  ['supervisor', '/recordings', '录音'],
  ['supervisor', '/notices', '发件箱'],
  ['supervisor', '/traces', '信令跟踪'],
  ['supervisor', '/audit', '审计记录'],
  ['admin', '/phones', '话机账号'],
  ['admin', '/staff', '人员账号'],
];

interface Versioned {
  version: number;
}

async function shown(desk: Desk, path: string, heading: string): Promise<void> {
  await desk.open(path);
  await expect(desk.page.getByRole('heading', { name: heading }).first()).toBeVisible();
  await expect(desk.page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function faults(desk: Desk): Promise<string[]> {
  const found = await new AxeBuilder({ page: desk.page }).analyze();
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test.describe('every screen', () => {
  test('has no serious accessibility fault', async ({ deskOf }) => {
    test.setTimeout(180_000);
    const agent = await deskOf('agent1');
    const { number } = await agent.register({ hazard: true });
    for (const [userName, path, heading] of screens) {
      const desk = await deskOf(userName);
      await shown(desk, path, heading);
      expect(await faults(desk), `${userName} ${path}`).toEqual([]);
    }
    const leader = await deskOf('leader');
    await shown(leader, `/cases/${number}`, number);
    expect(await faults(leader), 'a case').toEqual([]);
    await shown(agent, '/intake', '我的来电');
    await agent.page.getByRole('button', { name: '无来电登记' }).click();
    await agent.page.getByRole('combobox', { name: '事项分类' }).click();
    await expect(agent.page.getByRole('listbox')).toBeVisible();
    expect(await faults(agent), 'the case form').toEqual([]);
  });

  test('fits a narrow window without scrolling sideways', async ({ deskOf }) => {
    test.setTimeout(180_000);
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register();
    const sent = await agent.post<Versioned>(`/api/cases/${number}/dispatch`, { version, unitId: await agent.unitNamed('城市管理局'), note: null });
    const unit = await deskOf('unit1');
    const signed = await unit.post<Versioned>(`/api/cases/${number}/sign`, { version: sent.version });
    const extension = { reason: '路段较长，需要分段整治。', until: new Date(Date.now() + 9 * 86_400_000).toISOString(), requesterTold: '已于今日电话向诉求人说明' };
    await unit.post(`/api/cases/${number}/extend`, { version: signed.version, ...extension });
    for (const locale of ['zh-CN', 'en-US']) {
      for (const [userName, path] of [...screens, ['dispatcher', `/cases/${number}`]] as const) {
        const desk = await deskOf(userName, { viewport: { width: 390, height: 844 }, locale });
        await desk.open(path);
        await expect(desk.page.getByRole('heading').first()).toBeVisible();
        await expect(desk.page.locator('[aria-busy="true"]')).toHaveCount(0);
        const wide = await desk.page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, [data-testid="acts"]')].map((box) => box.scrollWidth - box.clientWidth),
        );
        expect(Math.max(...wide), `${userName} ${path} ${locale}`).toBeLessThanOrEqual(0);
        await desk.page.context().close();
      }
    }
  });

  test('reports nothing to the console', async ({ deskOf }) => {
    test.setTimeout(120_000);
    const said: string[] = [];
    for (const [userName, path, heading] of screens) {
      const desk = await deskOf(userName);
      desk.page.on('console', (line) => {
        if (line.type() === 'error' || line.type() === 'warning') said.push(`${path}: ${line.text()}`);
      });
      desk.page.on('pageerror', (error) => said.push(`${path}: ${error.message}`));
      await shown(desk, path, heading);
    }
    expect(said).toEqual([]);
  });
});

test.describe('languages', () => {
  test('change in the header, are remembered, and are complete', async ({ deskOf }) => {
    const desk = await deskOf('supervisor');
    await desk.open('/cases');
    await desk.page.getByRole('button', { name: 'EN' }).click();
    await expect(desk.page.getByRole('heading', { name: 'Cases' })).toBeVisible();
    await desk.page.reload();
    await expect(desk.page.getByRole('heading', { name: 'Cases' })).toBeVisible();
    await expect(desk.page.locator('html')).toHaveAttribute('lang', 'en');
    expect(await desk.page.getByRole('navigation', { name: 'Main navigation' }).innerText()).not.toMatch(/\p{Script=Han}/u);
    await expect(desk.page.getByTestId('sms-state')).toHaveText(/SMS not configured: held/);
    await desk.page.getByRole('button', { name: '中文' }).click();
    await expect(desk.page.getByRole('heading', { name: '工单' })).toBeVisible();
  });

  test('follow the browser at first', async ({ deskOf }) => {
    const desk = await deskOf('supervisor', { locale: 'en-GB' });
    await desk.open('/cases');
    await expect(desk.page.getByRole('heading', { name: 'Cases' })).toBeVisible();
  });
});

test.describe('the live connection', () => {
  test('says when it is gone, and catches up when it is back', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register();
    const desk = await deskOf('supervisor');
    await desk.open(`/cases/${number}`);
    await expect(desk.page.getByText('待派单')).toBeVisible();
    await desk.page.context().setOffline(true);
    await agent.post(`/api/cases/${number}/dispatch`, {
      version,
      unitId: await agent.unitNamed('城市管理局'),
      note: null,
    });
    await expect(desk.page.getByText('实时连接中断')).toBeVisible({ timeout: 45_000 });
    await desk.page.context().setOffline(false);
    await expect(desk.page.getByText('实时连接中断')).toHaveCount(0, { timeout: 20_000 });
    await expect(desk.page.getByText('待签收')).toBeVisible();
  });
});
