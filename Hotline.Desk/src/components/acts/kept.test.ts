import { describe, expect, it } from 'vitest';
import { keptTexts } from './kept';

const drafts: Record<string, Record<string, unknown>> = {
  'act/RJ-1/dispatch': { unitId: 'u1', note: '请先设围挡' },
  'act/RJ-1/reply': { text: '已修复', outcome: 'solved' },
  'act/RJ-1/close': { outcome: 'solved', note: '  ' },
  'act/RJ-12/reply': { text: '别的工单' },
  'intake/c1': { text: '登记' },
};
const kept = (possible: string[]) => keptTexts('RJ-1', possible, Object.keys(drafts), (id) => drafts[id] ?? null);

describe('keptTexts', () => {
  it('are the words typed for acts of this case that became impossible', () => {
    expect(kept(['reply'])).toEqual([{ id: 'act/RJ-1/dispatch', act: 'dispatch', text: '请先设围挡' }]);
    expect(kept([]).map(({ act }) => act)).toEqual(['dispatch', 'reply']);
  });

  it('are none while every act is still possible', () => {
    expect(kept(['dispatch', 'reply', 'close'])).toEqual([]);
  });
});
