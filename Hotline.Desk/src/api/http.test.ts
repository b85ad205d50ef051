import { afterEach, describe, expect, it, vi } from 'vitest';
import { address, http, onSignedOut } from './http';

const answers = (status: number, body?: unknown) =>
  vi.fn(
    async (_path: string, _init: RequestInit) =>
      new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
  );

describe('http', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('leaves empty query values out of the address', () => {
    expect(address('/api/cases', { q: '', late: undefined, state: null, page: 2, mine: true })).toBe(
      '/api/cases?page=2&mine=true',
    );
    expect(address('/api/cases')).toBe('/api/cases');
  });

  it('marks every unsafe request, and only those', async () => {
    const fetch = answers(200, {});
    vi.stubGlobal('fetch', fetch);
    await http.post('/api/cases', { body: { text: 'x' }, idempotencyKey: 'k1' });
    await http.get('/api/cases');
    const [posted, read] = fetch.mock.calls.map(([, init]) => init.headers as Record<string, string>);
    expect(posted).toMatchObject({ 'X-Hotline': '1', 'Idempotency-Key': 'k1', 'Content-Type': 'application/json' });
    expect(read).not.toHaveProperty('X-Hotline');
  });

  it('turns silence into a problem of its own', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        throw new TypeError('fetch failed');
      }),
    );
    await expect(http.get('/api/city')).rejects.toMatchObject({ code: 'network', outcomeUnknown: true });
  });

  it('says once that the session is over, but not when that was the question', async () => {
    const over = vi.fn();
    onSignedOut(over);
    vi.stubGlobal('fetch', answers(401, { code: 'no-session' }));
    await expect(http.get('/api/session')).rejects.toMatchObject({ status: 401 });
    expect(over).not.toHaveBeenCalled();
    await expect(http.get('/api/cases')).rejects.toMatchObject({ status: 401 });
    expect(over).toHaveBeenCalledTimes(1);
  });

  it('answers nothing for 204', async () => {
    vi.stubGlobal('fetch', answers(204));
    await expect(http.post('/api/switchboard/ready')).resolves.toBeUndefined();
  });
});
