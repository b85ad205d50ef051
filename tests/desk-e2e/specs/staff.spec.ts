import { expect, test } from '../desk.ts';

test.describe('staff accounts', () => {
  test('are disabled with a reason, which ends their session, and enabled again', async ({ deskOf }) => {
    test.setTimeout(120_000);
    const agent = await deskOf('agent2');
    await agent.open('/intake');
    await expect(agent.page.getByRole('heading', { name: '我的来电' }).first()).toBeVisible();

    const admin = await deskOf('admin');
    await admin.open('/staff');
    const rows = admin.page.getByTestId('staff');
    await admin.page.getByLabel('姓名、用户名或单位').fill('agent2');
    await expect(rows).toHaveCount(1);
    await rows.getByRole('button', { name: '停用' }).click();
    const dialog = admin.page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: '停用' })).toBeDisabled();
    await dialog.getByLabel('原因').fill('调离热线');
    await dialog.getByRole('button', { name: '停用' }).click();
    await expect(rows).toContainText('已停用');
    await expect(rows).toContainText('调离热线');

    // Nobody asked that desk for anything: its live connection was broken off.
    await expect(agent.page.getByLabel('用户名')).toBeVisible({ timeout: 60_000 });

    await rows.getByRole('button', { name: '恢复' }).click();
    await expect(rows).toContainText('启用');
    await deskOf('agent2');
  });

  test('do not offer an administrator to disable themselves', async ({ deskOf }) => {
    const admin = await deskOf('admin');
    await admin.open('/staff');
    const own = admin.page.getByTestId('staff').filter({ hasText: 'admin' });
    await expect(own).toHaveCount(1);
    await expect(own.getByRole('button')).toHaveCount(0);
  });
});
