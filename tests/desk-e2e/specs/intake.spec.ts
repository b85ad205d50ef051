import type { Page } from '@playwright/test';
import { expect, password, test } from '../desk.ts';

const field = (page: Page, label: string) => page.getByRole('form', { name: '工单登记' }).getByLabel(label);
const save = (page: Page) => page.getByRole('button', { name: '登记工单' }).click();

async function newForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: '无来电登记' }).click();
  await expect(page.getByRole('form', { name: '工单登记' })).toBeVisible();
}

async function fillIn(page: Page, text: string): Promise<void> {
  await page.getByText('投诉', { exact: true }).click();
  await page.getByRole('combobox', { name: '事项分类' }).fill('路面破损');
  await page.keyboard.press('Enter');
  await field(page, '事发地点').fill('中山路 18 号门前');
  await field(page, '诉求内容').fill(text);
  await field(page, '联系电话').fill('13859601234');
}

test.describe('the case form', () => {
  test('names each missing field where it is and loses nothing that was typed', async ({ deskOf }) => {
    const { page, ...desk } = await deskOf('agent1').then((opened) => ({ page: opened.page, open: opened.open.bind(opened) }));
    await desk.open('/intake');
    await newForm(page);
    await field(page, '诉求人姓名').fill('林女士');
    await page.getByRole('combobox', { name: '事项分类' }).fill('井盖缺失');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    for (const name of ['诉求类型', '事发地点', '诉求内容', '联系电话'])
      await expect(page.locator('[data-invalid]', { hasText: name })).toContainText('请填写此项');
    await expect(page.locator('[data-invalid]')).toHaveCount(4);
    await expect(field(page, '诉求人姓名')).toHaveValue('林女士');
    await expect(page.getByRole('combobox', { name: '事项分类' })).toHaveValue(/井盖缺失/);
    await expect(page.getByRole('switch', { name: /安全隐患/ })).toBeChecked();

    await field(page, '联系电话').fill('12');
    await save(page);
    await expect(page.locator('[data-invalid]', { hasText: '联系电话' })).toContainText('联系电话不正确');
  });

  test('suggests the unit with reason and clause while it is filled in', async ({ deskOf }) => {
    const desk = await deskOf('agent1');
    await desk.open('/intake');
    await newForm(desk.page);
    await desk.page.getByRole('combobox', { name: '事项分类' }).fill('井盖缺失');
    await desk.page.keyboard.press('Enter');
    await expect(desk.page.getByTestId('suggestion')).toContainText('责任单位');
    await expect(desk.page.getByTestId('suggestion')).toContainText('hanjiang-2016/');
  });

  test('keeps two half-written cases apart, through a reload and a lost session', async ({ deskOf, product }) => {
    const desk = await deskOf('agent2');
    const { page } = desk;
    await desk.open('/intake');
    await newForm(page);
    await field(page, '诉求内容').fill('第一件：路灯不亮');
    await newForm(page);
    await expect(field(page, '诉求内容')).toHaveValue('');
    await field(page, '诉求内容').fill('第二件：垃圾堆积');
    await page.reload();
    await expect(field(page, '诉求内容')).toHaveValue('第二件：垃圾堆积');
    await page.keyboard.press('Alt+1');
    await expect(field(page, '诉求内容')).toHaveValue('第一件：路灯不亮');

    await page.context().clearCookies();
    await save(page);
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
    await page.getByLabel('用户名').fill('agent2');
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
    await expect(field(page, '诉求内容')).toHaveValue('第一件：路灯不亮');
    expect(page.url()).toContain(`${product.http}/intake/new-`);
  });

  test('asks before it throws away what was typed', async ({ deskOf }) => {
    const desk = await deskOf('agent1');
    const { page } = desk;
    await desk.open('/intake');
    await newForm(page);
    await field(page, '诉求内容').fill('尚未保存');
    await page.getByRole('button', { name: '关闭' }).last().click();
    await page.getByRole('button', { name: '取消' }).click();
    await expect(field(page, '诉求内容')).toHaveValue('尚未保存');
    await page.getByRole('button', { name: '关闭' }).last().click();
    await page.getByRole('button', { name: '放弃' }).click();
    await expect(page.getByRole('form', { name: '工单登记' })).toHaveCount(0);
  });

  test('saves once although the first attempt got no answer', async ({ deskOf }) => {
    const desk = await deskOf('agent1');
    const { page } = desk;
    const keys: string[] = [];
    await page.route('**/api/cases', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      keys.push(route.request().headers()['idempotency-key'] ?? '');
      if (keys.length === 1) return route.abort('connectionreset');
      return route.fallback();
    });
    await desk.open('/intake');
    await newForm(page);
    await fillIn(page, '断网时的登记');
    await save(page);
    await expect(page.getByRole('alert')).toContainText('连接不上服务器');
    await expect(field(page, '诉求内容')).toHaveValue('断网时的登记');
    await save(page);
    await expect(page.getByTestId('case-number')).toHaveText(/\d{6,}/);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test('says so when a lost answer had stored the case and the form was changed since', async ({ deskOf }) => {
    const desk = await deskOf('agent1');
    const { page } = desk;
    let lost = 0;
    await page.route('**/api/cases', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await desk.open('/intake');
    await newForm(page);
    await fillIn(page, '路面破损');
    await save(page);
    await expect(page.getByRole('alert')).toContainText('连接不上服务器');
    await field(page, '诉求内容').fill('路面破损，有人摔伤');
    await save(page);
    const told = page.getByRole('dialog');
    await expect(told).toContainText('此前已保存');
    await expect(told).toContainText('路面破损，有人摔伤');
    const number = (await page.getByTestId('case-number').textContent()) ?? '';
    await expect(told).toContainText(number);
    const stored = await desk.get<{ text: string }>(`/api/cases/${number}`);
    expect(stored.text).toBe('路面破损');
  });

  test('registers by keyboard and dispatches to the suggested unit right there', async ({ deskOf }) => {
    const desk = await deskOf('agent1');
    const { page } = desk;
    await desk.open('/intake');
    await newForm(page);
    await fillIn(page, '人行道板松动');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByTestId('case-number')).toHaveText(/\d{6,}/);
    await expect(page.getByTestId('suggestion')).toBeVisible();
    await page.getByLabel('派单说明').fill('请尽快修复');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByTestId('dispatched-to')).toContainText('已派单至');

    await page.getByRole('button', { name: '同一来电登记另一事项' }).click();
    await expect(field(page, '诉求内容')).toHaveValue('');
  });
});
