import { describe, expect, it } from 'vitest';
import { OwnActs } from './ownActs';
import { entriesAfter } from './useAct';

describe('OwnActs', () => {
  it('carry what was known along our own acts, and no further', () => {
    const own = new OwnActs();
    own.note('RJ-1', 2, { version: 3, seq: 5 });
    own.note('RJ-1', 3, { version: 4, seq: 6 });
    expect(own.follow('RJ-1', { version: 2, seq: 4 })).toEqual({ version: 4, seq: 6 });
    expect(own.follow('RJ-1', { version: 5, seq: 9 })).toEqual({ version: 5, seq: 9 });
    expect(own.follow('RJ-2', { version: 2, seq: 4 })).toEqual({ version: 2, seq: 4 });
  });

  it('tell their watchers', () => {
    const own = new OwnActs();
    let told = 0;
    own.watch(() => {
      told += 1;
    });
    own.note('RJ-1', 1, { version: 2, seq: 2 });
    expect([told, own.noted()]).toEqual([1, 1]);
  });
});

describe('entriesAfter', () => {
  it('are what happened since', () => {
    const entry = (seq: number) => ({ seq, at: '', actor: '', act: '', detail: '', clause: null, hash: '' });
    expect(entriesAfter([entry(1), entry(2), entry(3)], 1).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(entriesAfter([entry(1)], 1)).toEqual([]);
  });
});
