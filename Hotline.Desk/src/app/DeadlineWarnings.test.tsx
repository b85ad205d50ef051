// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveConnection } from '@/api/live/LiveConnection';
import { LiveContext } from '@/api/live/live';
import type { DeadlineWarning } from '@/api/types';
import { startLanguage } from '@/i18n/language';
import { DeadlineWarnings } from './DeadlineWarnings';
import { Providers } from './Providers';

const warning: DeadlineWarning = {
  caseNumber: '20261122000001',
  contactId: null,
  clock: 'register',
  at: '2026-11-22T08:10:00Z',
  due: '2026-11-22T08:15:00Z',
  for: 'agent',
};

function hub() {
  let tell: (message: DeadlineWarning) => void = () => {};
  const connection = {
    on: (_event: string, listener: (message: DeadlineWarning) => void) => {
      tell = listener;
      return () => {};
    },
  };
  return { connection: connection as unknown as LiveConnection, tell: (message: DeadlineWarning) => tell(message) };
}

describe('DeadlineWarnings', () => {
  beforeAll(() => {
    localStorage.setItem('hotline.language', 'zh-CN');
    return startLanguage();
  });
  afterEach(cleanup);

  const shown = async (message: DeadlineWarning, title = '时限将至：登记派转') => {
    const { connection, tell } = hub();
    render(
      <Providers>
        <LiveContext value={connection}>
          <DeadlineWarnings />
        </LiveContext>
      </Providers>,
    );
    act(() => tell(message));
    return screen.findByText(title);
  };

  it('say which clock, until when in China, and lead to the case', async () => {
    await shown(warning);
    expect(screen.getByText('截止 2026-11-22 16:15:00')).toBeTruthy();
    fireEvent.click(screen.getByText('20261122000001'));
    expect(window.location.pathname).toBe('/cases/20261122000001');
  });

  it('lead to the contact where there is no case yet', async () => {
    await shown({ ...warning, caseNumber: null, contactId: 'c-9' });
    fireEvent.click(screen.getByText('打开来电'));
    expect(window.location.pathname).toBe('/intake/c-9');
  });

  it('of what supervision found do not speak of a limit, and of a unit alone lead nowhere', async () => {
    await shown({ ...warning, clock: 'accountability', caseNumber: null }, '问责提醒：有单位达到问责条件');
    expect(screen.getByText('2026-11-22 16:10:00')).toBeTruthy();
    expect(screen.queryByText(/截止/)).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
  });
});
