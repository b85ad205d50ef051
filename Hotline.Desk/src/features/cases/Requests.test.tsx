// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '@/api/types';
import { Providers } from '@/app/Providers';
import { type Language, speak, startLanguage } from '@/i18n/language';
import { Requests } from './Requests';

const roads = { id: 'roads', name: '市政道路管养所' };
const housing = { id: 'housing', name: '区住房和城乡建设局' };

const asked = {
  id: '1',
  kind: 'result',
  unit: roads,
  askedAt: '2026-03-02T08:00:00Z',
  askedBy: '吴建国',
  reason: '办理结果审签',
  state: 'open',
  byLeader: false,
  passedOver: [],
};

const words = (request: object) => {
  const shown = { limits: [], requests: [{ ...asked, ...request }] } as unknown as Case;
  return render(<Providers>{<Requests shown={shown} />}</Providers>).container.textContent;
};

describe('Requests', () => {
  beforeAll(() => startLanguage());
  afterEach(cleanup);

  it('name who decides, and nobody passed over where nobody was', async () => {
    await speak('zh-CN');
    const text = words({ approver: roads, byLeader: true });
    expect(text).toContain('审核 市政道路管养所 · 单位领导');
    expect(text).not.toContain('越过');
  });

  it.each<[Language, ...string[]]>([
    [
      'zh-CN',
      '审核 热线办',
      '越过 市政道路管养所 · 没有领导账号',
      '越过 区住房和城乡建设局 · 没有承办人员账号',
      '越过 自来水公司 · 在另一平台办公',
    ],
    [
      'en',
      'Decided by the hotline office',
      'Passed over: 市政道路管养所 · no leader has an account there',
      'Passed over: 区住房和城乡建设局 · nobody who handles cases has an account there',
      'Passed over: 自来水公司 · its people work on another platform',
    ],
  ])('name the units passed over, and why (%s)', async (language, ...said) => {
    await speak(language);
    const text = words({
      approver: null,
      passedOver: [
        { unit: roads, byLeader: true, elsewhere: false },
        { unit: housing, byLeader: false, elsewhere: false },
        { unit: { id: 'water', name: '自来水公司' }, byLeader: false, elsewhere: true },
      ],
    });
    for (const phrase of said) {
      expect(text).toContain(phrase);
    }
  });
});
