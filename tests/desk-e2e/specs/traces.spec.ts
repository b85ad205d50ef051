import { expect, test } from '../desk.ts';
import { hasPhones, Phone } from '../phone.ts';

test.describe('SIP traces', () => {
  test.skip(!hasPhones, 'needs baresip: apt-get install baresip-core');

  test('a supervisor has the next call traced, walks down its ladder, takes it away and deletes it', async ({
    deskOf,
    product,
  }) => {
    const desk = await deskOf('supervisor');
    const { page } = desk;
    await desk.open('/traces');
    await page.getByRole('button', { name: '开始跟踪' }).click();
    await expect(page.getByText('等待 1 通')).toBeVisible();

    const citizen = await Phone.calling(product.sip, '13859605678');
    try {
      await page.getByTestId('trace').getByRole('link').click();
      const ladder = page.getByTestId('ladder');
      await expect(async () => {
        await page.getByRole('button', { name: '刷新' }).click();
        await expect(ladder.getByRole('button')).toHaveCount(4, { timeout: 1_000 });
      }).toPass();
      await expect(ladder.getByText('市民')).toBeVisible();
      await expect(page.getByTestId('message')).toContainText('INVITE sip:12345@');

      await ladder.getByRole('button').first().focus();
      await page.keyboard.press('ArrowDown');
      await expect(page.getByTestId('message')).toContainText('SIP/2.0 100 Trying');
      await page.keyboard.press('ArrowDown');
      await expect(ladder.getByRole('button', { pressed: true })).toHaveAccessibleName(/热线 至 市民：200 OK/);
    } finally {
      await citizen.hangUp();
    }

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出文本' }).click();
    expect((await download).suggestedFilename()).toMatch(/^sip-[0-9a-f]{32}\.txt$/);

    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: /删\s*除/ }).click();
    await page.getByRole('tooltip').getByRole('button', { name: /确\s*定|OK/ }).click();
    await expect(page.getByText('还没有跟踪任何通话')).toBeVisible();
  });
});
