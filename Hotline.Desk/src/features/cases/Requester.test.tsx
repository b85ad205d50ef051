// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Case } from '@/api/types';
import { Providers } from '@/app/Providers';
import { startLanguage } from '@/i18n/language';
import { Requester } from './Requester';
import { Watermarked } from './Watermarked';

const start = Date.parse('2026-03-02T08:00:00Z');
const mark = '城市管理局 陈建平 2026-03-02 16:00:00 20260302000001';

const masked = {
  number: '20260302000001',
  version: 3,
  requester: { name: null, phone: null, masked: true, reveal: null },
  acts: [{ act: 'reveal', clause: 'xiangan-2018/5-2c/3e' }],
  history: [],
} as unknown as Case;

const revealed: Case = {
  ...masked,
  version: 4,
  requester: {
    name: '欧阳慕华',
    phone: '13912345678',
    masked: false,
    reveal: { until: '2026-03-02T08:15:00Z', watermark: mark },
  },
  acts: [],
};

const show = (shown: Case) => render(<Providers>{<Requester shown={shown} />}</Providers>);

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

describe('Requester', () => {
  beforeAll(() => {
    localStorage.setItem('hotline.language', 'zh-CN');
    return startLanguage();
  });
  beforeEach(() => {
    vi.useFakeTimers({ now: start, toFake: ['Date', 'setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is withheld, and whoever may not look has no button', () => {
    show({ ...masked, acts: [] });
    expect(screen.getByText('已隐去')).toBeTruthy();
    expect(screen.queryByTestId('reveal')).toBeNull();
  });

  it('is asked for with a reason, which is sent with the version of the case', async () => {
    const fetched = vi.fn<typeof fetch>(async () => answer(200, revealed));
    vi.stubGlobal('fetch', fetched);
    show(masked);
    fireEvent.click(screen.getByTestId('reveal'));
    const dialog = await screen.findByRole('dialog', { name: '查看诉求人身份' });
    const confirm = screen.getByRole<HTMLButtonElement>('button', { name: /确认查看/ });
    expect(confirm.disabled).toBe(true);
    const reason = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /查看理由/ });
    fireEvent.change(reason, { target: { value: '  ' } });
    expect(confirm.disabled).toBe(true);
    fireEvent.change(reason, { target: { value: ' 须当面核对产权证明 ' } });
    fireEvent.click(confirm);
    await waitFor(() => expect(fetched).toHaveBeenCalled());
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe('/api/cases/20260302000001/reveal');
    expect(JSON.parse(String(init?.body))).toEqual({ version: 3, reason: '须当面核对产权证明' });
    await waitFor(() => expect(dialog.isConnected && screen.queryByRole('textbox')).toBeFalsy());
  });

  it('stays withheld where it is refused, and says by which clause', async () => {
    const refusal = {
      code: 'not-allowed',
      detail: '举报事项不得查看',
      clause: 'xiangan-2018/5-2c/3e',
      title: '',
      status: 409,
    };
    vi.stubGlobal('fetch', async (path: string) =>
      answer(path.endsWith('/reveal') ? 403 : 200, path.endsWith('/reveal') ? refusal : masked),
    );
    show(masked);
    fireEvent.click(screen.getByTestId('reveal'));
    fireEvent.change(await screen.findByRole('textbox', { name: /查看理由/ }), { target: { value: '核实' } });
    fireEvent.click(screen.getByRole('button', { name: /确认查看/ }));
    await screen.findByText('举报事项不得查看');
    expect(screen.getAllByText(/5-2c/).length).toBeGreaterThan(0);
    expect(screen.queryByTestId('revealed')).toBeNull();
  });

  it('is shown with the watermark in words and the time that is left', () => {
    show(revealed);
    expect(screen.getByText('欧阳慕华 · 13912345678')).toBeTruthy();
    expect(screen.getByText(`水印：${mark}`)).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('15:00');
    act(() => void vi.advanceTimersByTime(61_000));
    expect(screen.getByRole('timer').textContent).toBe('13:59');
  });

  it('is gone from the whole page the moment its time is over, before any answer', () => {
    render(
      <Providers>
        <Watermarked shown={revealed}>
          <p>我叫欧阳慕华</p>
        </Watermarked>
      </Providers>,
    );
    expect(screen.getByText('我叫欧阳慕华')).toBeTruthy();
    expect(screen.getByTestId('watermark')).toBeTruthy();
    act(() => void vi.advanceTimersByTime(14 * 60_000));
    expect(screen.getByText('我叫欧阳慕华')).toBeTruthy();
    act(() => void vi.advanceTimersByTime(61_000));
    expect(screen.queryByText('我叫欧阳慕华')).toBeNull();
  });
});
