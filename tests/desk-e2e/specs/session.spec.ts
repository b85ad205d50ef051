import { expect, password, test } from '../desk.ts';

test.describe('signing in', () => {
  test('says the same for a wrong password and for an unknown name', async ({ page, product }) => {
    await page.goto(product.http);
    for (const [userName, typed] of [
      ['dispatcher', 'wrong'],
      ['nobody', 'hotline-sample'],
    ] as const) {
      await page.getByLabel('用户名').fill(userName);
      await page.getByLabel('密码').fill(typed);
      await page.getByRole('button', { name: '登录' }).click();
      await expect(page.getByRole('alert')).toContainText('用户名或密码不正确');
      await expect(page.getByRole('alert')).toContainText('sign-in-failed');
    }
  });

  test('leads to the address that was asked for, and shows city, policy and the state of SMS', async ({ page, product }) => {
    await page.goto(`${product.http}/cases?late=true`);
    await page.getByLabel('用户名').fill('dispatcher');
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '工单' })).toBeVisible();
    await expect(page).toHaveURL(/\/cases\?late=true$/);
    await expect(page.getByRole('banner')).toContainText('12345');
    await expect(page.getByRole('banner')).toContainText('马上就办');
    await expect(page.getByTestId('sms-state')).toHaveText(/短信未配置：已留存/);
  });

  test('gives each role its own screens', async ({ deskOf }) => {
    const names = async (userName: string) => {
      const desk = await deskOf(userName);
      await desk.open('/');
      const navigation = desk.page.getByRole('navigation', { name: '主导航' });
      await expect(navigation).toBeVisible();
      return navigation.getByRole('link').allInnerTexts();
    };
    expect(await names('agent1')).toEqual(['受理', '工单', '待办', '录音']);
    expect(await names('unit1')).toEqual(['工单']);
    expect(await names('supervisor')).toEqual(['话务', '工单', '待办', '录音', '发件箱', '信令跟踪', '审计']);
    expect(await names('admin')).toEqual(['话机', '人员', '审计']);
  });

  test('ends by signing out', async ({ deskOf }) => {
    const desk = await deskOf('unit2');
    await desk.open('/');
    await desk.page.getByTestId('user-menu').click();
    await desk.page.getByText('退出登录').click();
    await expect(desk.page.getByRole('heading', { name: '登录' })).toBeVisible();
    await desk.page.reload();
    await expect(desk.page.getByRole('heading', { name: '登录' })).toBeVisible();
  });
});
