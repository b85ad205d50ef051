import { describe, expect, it } from 'vitest';
import { keptTexts } from './kept';
import { othersAfter } from './useAct';

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

describe('othersAfter', () => {
  const entry = (seq: number, actor: string) => ({ seq, at: '', actor, act: '', detail: null, clause: null, hash: '' });
  const history = [entry(1, '林晓燕'), entry(2, '黄丽华'), entry(3, '吴建国'), entry(4, 'system')];

  it('are what others did since a version was shown', () => {
    expect(othersAfter(history, 1, '吴建国').map(({ seq }) => seq)).toEqual([2, 4]);
  });

  it('are none after one’s own act', () => {
    expect(othersAfter(history.slice(0, 3), 2, '吴建国')).toEqual([]);
  });
});
