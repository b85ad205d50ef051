import { type Desk, expect, test } from '../desk.ts';

const name = '欧阳慕华';

async function masked(deskOf: (userName: string) => Promise<Desk>): Promise<string> {
  const agent = await deskOf('agent1');
  const { number, version } = await agent.register({
    confidential: true,
    requesterName: name,
    text: `我是${name}，路灯不亮。`,
  });
  const unitId = await agent.unitNamed('城市管理局');
  await (await deskOf('dispatcher')).post(`/api/cases/${number}/dispatch`, { version, unitId, note: null });
  return number;
}

test.describe('a masked requester', () => {
  test('is looked at for a reason, under a watermark and a clock, and by nobody else', async ({ deskOf }, info) => {
    const number = await masked(deskOf);
    const leader = await deskOf('head1');
    const { page } = leader;
    await leader.open(`/cases/${number}`);
    await expect(page.getByText('已隐去')).toBeVisible();
    await expect(page.getByText(name)).toHaveCount(0);

    // By keyboard alone: the button, the reason, Ctrl+Enter.
    await page.getByTestId('reveal').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '查看诉求人身份' });
    await expect(dialog.getByRole('textbox', { name: /查看理由/ })).toBeFocused();
    await expect(dialog.getByRole('button', { name: /确认查看/ })).toBeDisabled();
    await page.keyboard.type('须当面核对产权证明');
    await page.screenshot({ path: info.outputPath('asking.png') });
    await page.keyboard.press('Control+Enter');

    const revealed = page.getByTestId('revealed');
    await expect(revealed).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await expect(revealed).toBeFocused();
    await expect(revealed.getByText(name)).toBeVisible();
    await expect(revealed.getByRole('timer')).toHaveText(/^1[45]:\d\d$/);
    await expect(revealed.getByText(new RegExp(`水印：.*${number}`))).toBeVisible();
    await expect(page.getByText('理由：须当面核对产权证明')).toBeVisible();
    expect(
      decodeURIComponent(
        await page.getByTestId('watermark').evaluate((mark: HTMLElement) => mark.style.backgroundImage),
      ),
    ).toContain(number);
    await page.screenshot({ path: info.outputPath('revealed.png'), fullPage: true });

    const unit = await deskOf('unit1');
    await unit.open(`/cases/${number}`);
    await expect(unit.page.getByText('已隐去')).toBeVisible();
    await expect(unit.page.getByTestId('reveal')).toHaveCount(0);
    await expect(unit.page.getByText(name)).toHaveCount(0);

    const narrow = await deskOf('head1', { viewport: { width: 420, height: 900 } });
    await narrow.page.addInitScript(() => localStorage.setItem('hotline.language', 'en'));
    await narrow.open(`/cases/${number}`);
    await expect(narrow.page.getByTestId('revealed')).toBeVisible();
    await expect(narrow.page.getByText('Visible for')).toBeVisible();
    const wider = await narrow.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider).toBeLessThanOrEqual(0);
    await narrow.page.screenshot({ path: info.outputPath('narrow.png'), fullPage: true });
  });
});
