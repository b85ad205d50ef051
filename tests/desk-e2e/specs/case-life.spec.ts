import { type Desk, expect, test } from '../desk.ts';

const acts = (desk: Desk) => desk.page.getByTestId('acts');

async function openCase(desk: Desk, number: string): Promise<void> {
  await desk.open(`/cases/${number}`);
  await expect(desk.page.getByRole('heading', { name: number })).toBeVisible();
}

test.describe('a case', () => {
  test('goes from registration to a survey that is visibly held', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number } = await agent.register({ text: '流动摊贩占道，影响通行。' });

    const dispatcher = await deskOf('dispatcher');
    await openCase(dispatcher, number);
    await acts(dispatcher).getByRole('combobox').click();
    await dispatcher.page.keyboard.type('城市管理局');
    await dispatcher.page.keyboard.press('Enter');
    await acts(dispatcher).getByLabel('派单说明').fill('请晚间巡查');
    await acts(dispatcher).getByRole('button', { name: '派单' }).click();
    await expect(dispatcher.page.getByText('待签收')).toBeVisible();
    await expect(dispatcher.page.getByText('请晚间巡查').first()).toBeVisible();

    const unit = await deskOf('unit1');
    await openCase(unit, number);
    await acts(unit).getByRole('button', { name: '签收' }).click();
    await expect(unit.page.getByText('办理中')).toBeVisible();
    await acts(unit).getByLabel('答复内容').fill('已于今日劝离摊贩，并安排晚间巡查。');
    await acts(unit).getByRole('combobox').click();
    await unit.page.getByTitle('已解决').click();
    await acts(unit).getByRole('button', { name: '提交答复' }).click();
    await expect(unit.page.getByTestId('reply')).toContainText('已于今日劝离摊贩');

    await openCase(agent, number);
    await acts(agent).getByRole('button', { name: '办结' }).click();
    await expect(agent.page.getByTestId('survey')).toContainText('短信留存，未发出');

    const leader = await deskOf('leader');
    await leader.open(`/notices?case=${number}`);
    const notice = leader.page.getByTestId('notice');
    await expect(notice).toHaveCount(1);
    await expect(notice).toHaveAttribute('data-state', 'held');
    await expect(notice).toContainText('短信未配置');
    await expect(leader.page.getByText('不会发出')).toBeVisible();

    await openCase(leader, number);
    for (const act of ['登记', '派单', '签收', '答复', '办结'])
      await expect(leader.page.getByRole('listitem').filter({ hasText: act }).first()).toBeVisible();
    await expect(leader.page.getByText(/hanjiang-2016\/11a/).first()).toBeVisible();
  });

  test('of a hazard asks the unit to confirm on site, and counts', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register({ hazard: true, text: '窨井盖缺失，无围挡。' });
    await openCase(agent, number);
    await expect(agent.page.getByText('登记派转').first()).toBeVisible();
    const unitId = await agent.unitNamed('城市管理局');
    await agent.post(`/api/cases/${number}/dispatch`, { version, unitId, note: null });

    const unit = await deskOf('unit1');
    await openCase(unit, number);
    await acts(unit).getByRole('button', { name: '签收' }).click();
    await acts(unit).getByText('到场', { exact: true }).click();
    await acts(unit).getByLabel('现场情况').fill('已设围挡和警示标志');
    await acts(unit).getByRole('button', { name: '确认到场' }).click();
    await expect(unit.page.locator('li', { hasText: '到场' }).filter({ hasText: '按时' }).first()).toBeVisible();
    await expect(unit.page.getByText('已设围挡和警示标志').first()).toBeVisible();
  });

  test('goes back to its unit with a new limit', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register({ text: '路灯不亮，影响出行。' });
    const unitId = await agent.unitNamed('城市管理局');
    await agent.post(`/api/cases/${number}/dispatch`, { version, unitId, note: null });
    const unit = await deskOf('unit1');
    await openCase(unit, number);
    await acts(unit).getByRole('button', { name: '签收' }).click();
    await acts(unit).getByLabel('答复内容').fill('已更换灯泡。');
    await acts(unit).getByRole('combobox').click();
    await unit.page.getByTitle('已解决').click();
    await acts(unit).getByRole('button', { name: '提交答复' }).click();
    await expect(unit.page.getByTestId('reply')).toContainText('已更换灯泡');

    const leader = await deskOf('leader');
    await openCase(leader, number);
    await acts(leader).getByText('重办', { exact: true }).click();
    await acts(leader).getByLabel('重办原因').fill('夜间仍不亮');
    await acts(leader).getByLabel('重办期限').fill('2020-01-01T09:00');
    await acts(leader).getByRole('button', { name: '退回重办' }).click();
    await expect(acts(leader).getByText('重办期限须晚于现在，且不超过一年')).toBeVisible();
    const due = new Date(Date.now() + 12 * 24 * 3_600_000).toISOString().slice(0, 10);
    await acts(leader).getByLabel('重办期限').fill(`${due}T09:00`);
    await acts(leader).getByRole('button', { name: '退回重办' }).click();
    await expect(leader.page.getByText('待签收')).toBeVisible();
    await expect(leader.page.getByText(/退回区城市管理局重办，期限.*夜间仍不亮/).first()).toBeVisible();
  });

  test('of a confidential requester keeps their name from the unit', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register({ confidential: true, requesterName: '不愿具名者' });
    const unitId = await agent.unitNamed('城市管理局');
    await agent.post(`/api/cases/${number}/dispatch`, { version, unitId, note: null });
    const unit = await deskOf('unit1');
    await openCase(unit, number);
    await expect(unit.page.getByText('已隐去')).toBeVisible();
    await expect(unit.page.locator('body')).not.toContainText('不愿具名者');
    await expect(unit.page.locator('body')).not.toContainText('13859601234');
  });

  test('that another changed meanwhile says what changed and keeps what was typed', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register();
    const leader = await deskOf('leader');
    // Without live events the desk learns of the change only from the refusal.
    await leader.page.route('**/live/**', (route) => route.abort());
    await openCase(leader, number);
    await expect(acts(leader).getByTestId('suggestion')).toBeVisible();
    await acts(leader).getByLabel('派单说明').fill('班长的派单说明');
    const unitId = await agent.unitNamed('城市管理局');
    await agent.post(`/api/cases/${number}/dispatch`, { version, unitId, note: '话务员已派' });

    const asked = leader.page.waitForResponse((answer) => answer.url().endsWith('/dispatch'));
    await acts(leader).getByRole('button', { name: '派单' }).click();
    expect((await asked).status()).toBe(409);
    await expect(leader.page.getByText('待签收')).toBeVisible();
    await expect(leader.page.getByText('话务员已派').first()).toBeVisible();
    await expect(leader.page.getByText('工单在此期间已变化')).toBeVisible();
    await expect(leader.page.getByTestId('kept-text')).toContainText('班长的派单说明');
  });

  test('changes on every screen that shows it, without a reload', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const { number, version } = await agent.register();
    const supervisor = await deskOf('supervisor');
    await openCase(supervisor, number);
    await expect(supervisor.page.getByText('待派单')).toBeVisible();
    await agent.post(`/api/cases/${number}/dispatch`, {
      version,
      unitId: await agent.unitNamed('城市管理局'),
      note: null,
    });
    await expect(supervisor.page.getByText('待签收')).toBeVisible();
  });

  test('that is not there, or not theirs to see, says so', async ({ deskOf }) => {
    const unit = await deskOf('unit2');
    await unit.open('/cases/20000101000001');
    await expect(unit.page.getByText('没有工单 20000101000001')).toBeVisible();
  });
});
