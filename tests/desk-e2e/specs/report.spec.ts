import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../desk.ts';

const photo = { name: '井盖.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]) };
const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };

/** Every rule, best practices included: these pages are plain and the city's own. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test.describe('the report form', () => {
  test('works on a phone without scripts, from a mistake to the progress page', async ({ browser, product }) => {
    const context = await browser.newContext({ ...phone, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${product.http}/report`);
    await page.getByLabel('诉求内容').fill('窨井盖缺失，晚上很危险');
    await page.getByLabel('事项分类').selectOption('窨井盖缺失移位');
    await page.getByLabel('纬度').fill('25.43');
    await page.getByLabel('照片').setInputFiles(photo);
    await page.getByRole('button', { name: '提交' }).click();

    await expect(page.getByRole('alert')).toContainText('坐标不正确');
    await expect(page.getByLabel('诉求内容')).toHaveValue('窨井盖缺失，晚上很危险');
    await expect(page.getByText('井盖.jpg')).toBeVisible();
    await page.getByLabel('经度').fill('119.01');
    await page.getByRole('button', { name: '提交' }).click();

    const number = await page.locator('#number').innerText();
    const code = await page.locator('#code').innerText();
    await page.getByRole('link', { name: '查询进度' }).click();
    await page.getByLabel('工单编号').fill(number);
    await page.getByLabel('查询码').fill(code);
    await page.getByRole('button', { name: '查看进度' }).click();
    await expect(page.locator('#stage')).toHaveText('已受理，等待派单');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await context.close();
  });

  test('has no accessibility fault in either language, errors and all', async ({ browser, product }) => {
    test.setTimeout(180_000);
    for (const [locale, send] of [['zh-CN', '提交'], ['en-US', 'Send']] as const) {
      const context = await browser.newContext({ viewport: phone.viewport, locale });
      const page = await context.newPage();
      await page.goto(`${product.http}/report`);
      expect(await faults(page), `${locale}: the form`).toEqual([]);
      await page.locator('#lat').fill('95');
      await page.locator('#photos').setInputFiles(photo);
      await page.locator('form').evaluate((form: HTMLFormElement) => {
        form.noValidate = true;
      });
      await page.getByRole('button', { name: send }).click();
      await expect(page.getByRole('alert')).toBeFocused();
      expect(await faults(page), `${locale}: with errors`).toEqual([]);
      await page.locator('#lat').fill('');
      await page.locator('#what').fill('路灯不亮');
      await page.getByRole('button', { name: send }).click();
      await expect(page.locator('#code')).toBeVisible();
      expect(await faults(page), `${locale}: taken in`).toEqual([]);
      await page.locator('main form button').click();
      await expect(page.locator('#stage')).toBeVisible();
      expect(await faults(page), `${locale}: progress`).toEqual([]);
      await page.goto(`${product.http}/report/progress`);
      expect(await faults(page), `${locale}: asking`).toEqual([]);
      await context.close();
    }
  });

  test('fills in where somebody is when the phone says so', async ({ browser, product }) => {
    const context = await browser.newContext({ geolocation: { latitude: 25.4312, longitude: 119.0145 }, permissions: ['geolocation'] });
    const page = await context.newPage();
    await page.goto(`${product.http}/report?lang=en`);
    await page.getByRole('button', { name: 'Use where I am now' }).click();
    await expect(page.getByLabel('Latitude')).toHaveValue('25.431200');
    await expect(page.getByLabel('Longitude')).toHaveValue('119.014500');
    await expect(page.getByRole('status')).toHaveText('Where you are now is filled in.');
    await context.close();
  });

  test('takes the place from the map, by pressing, by keys and by typing, and says where there is none', async ({ browser, product, deskOf }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${product.http}/report`);
    const map = page.getByRole('application', { name: '地图' });
    const pin = page.getByTitle('反映的地点');
    const coordinates = async () => [await page.getByLabel('纬度').inputValue(), await page.getByLabel('经度').inputValue()].map(Number);
    await expect(pin).toHaveCount(0);

    await map.click({ position: { x: 160, y: 160 } });
    await expect(pin).toBeVisible();
    await expect(page.getByRole('status')).toHaveText('已在地图上选择地点。');
    const [latitude = 0, longitude = 0] = await coordinates();
    expect(latitude).toBeGreaterThan(25.4);
    expect(latitude).toBeLessThan(25.53);
    expect(longitude).toBeGreaterThan(119.06);
    expect(longitude).toBeLessThan(119.24);

    await map.press('ArrowRight');
    await page.getByRole('button', { name: '选择地图中心' }).click();
    await expect.poll(async () => (await coordinates())[1]).not.toBe(longitude);
    await page.getByRole('button', { name: '清除地点' }).click();
    await expect(pin).toHaveCount(0);
    expect(await coordinates()).toEqual([0, 0]);
    await page.getByLabel('纬度').fill('25.4557');
    await page.getByLabel('经度').fill('119.1255');
    await page.getByLabel('经度').blur();
    await expect(pin).toBeVisible();
    await expect(page.getByText('延宁路')).toBeVisible();
    expect(await faults(page)).toEqual([]);

    await page.getByLabel('诉求内容').fill('路口信号灯不亮');
    await page.getByLabel('地点', { exact: true }).fill('延宁路口');
    await page.getByRole('button', { name: '提交' }).click();
    const number = await page.locator('#number').innerText();
    const dispatcher = await deskOf('dispatcher');
    await dispatcher.open(`/cases/${number}`);
    await expect(dispatcher.page.getByText('延宁路口（25.4557,119.1255）')).toBeVisible();
    await expect(dispatcher.page.getByTitle('事发地点')).toBeVisible();

    await page.route('**/report/map.geojson', (route) => route.fulfill({ status: 404 }));
    await page.goto(`${product.http}/report`);
    await expect(page.getByText('地图未能显示，请用文字填写地点。')).toBeVisible();
    await context.close();
  });
});
