import { expect, test } from '../desk.ts';

test.describe('lists', () => {
  test('keep their filter in the address: a reload and a link show the same', async ({ deskOf }) => {
    const desk = await deskOf('supervisor');
    const agent = await deskOf('agent1');
    const { number } = await agent.register({ text: '独一无二的事由甲乙丙' });
    await desk.open('/cases');
    await desk.page.getByRole('searchbox', { name: '搜索工单' }).or(desk.page.getByLabel('搜索工单')).first().fill('甲乙丙');
    await desk.page.keyboard.press('Enter');
    await expect(desk.page).toHaveURL(/q=/);
    await expect(desk.page.getByRole('link', { name: number })).toBeVisible();
    await desk.page.reload();
    await expect(desk.page.getByRole('link', { name: number })).toBeVisible();
    await expect(desk.page.locator('tbody tr')).toHaveCount(1);
  });

  test('say when nothing matches and give the whole list back', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    await agent.register();
    await agent.open('/cases?q=没有这样的事由');
    await expect(agent.page.getByText('没有符合条件的工单')).toBeVisible();
    await agent.page.getByRole('button', { name: '清除条件' }).click();
    await expect(agent.page.locator('tbody tr').first()).toBeVisible();
    await expect(agent.page).toHaveURL(/\/cases$/);
  });

  test('say what went wrong with its code, and try again', async ({ deskOf }) => {
    const desk = await deskOf('supervisor');
    let broken = true;
    await desk.page.route('**/api/cases?*', (route) =>
      broken
        ? route.fulfill({
            status: 403,
            contentType: 'application/problem+json',
            body: JSON.stringify({ title: 'Forbidden', status: 403, code: 'forbidden' }),
          })
        : route.fallback(),
    );
    await desk.open('/cases');
    const alert = desk.page.getByRole('alert').first();
    await expect(alert).toContainText('没有权限');
    await expect(alert).toContainText('forbidden');
    broken = false;
    await alert.getByRole('button', { name: '重试' }).click();
    await expect(desk.page.getByRole('alert')).toHaveCount(0);
  });

  test('show the dispatcher what waits, hazards first, and go on to the next', async ({ deskOf }) => {
    const agent = await deskOf('agent1');
    const plain = await agent.register({ text: '普通事项' });
    const hazard = await agent.register({ hazard: true, text: '隐患事项' });
    const dispatcher = await deskOf('dispatcher');
    await dispatcher.open('/dispatch');
    const queue = dispatcher.page.getByRole('region', { name: '待派单' });
    await expect(queue.getByRole('button', { name: hazard.number })).toBeVisible();
    const order = await queue.getByRole('button').allInnerTexts();
    const place = (number: string) => order.findIndex((row) => row.includes(number));
    expect(place(hazard.number)).toBeLessThan(place(plain.number));
    await queue.getByRole('button', { name: hazard.number }).click();
    const chosen = dispatcher.page.getByRole('region', { name: hazard.number });
    await expect(chosen.getByTestId('suggestion')).toBeVisible();
    await chosen.getByRole('button', { name: '派单' }).click();
    await expect(queue.getByRole('button', { name: hazard.number })).toHaveCount(0);
    await expect(queue.getByRole('button', { name: plain.number })).toBeVisible();
  });
});
