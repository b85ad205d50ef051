import { describe, expect, it } from 'vitest';
import type { TracedMessage } from '@/api/types';
import { ladderOf, secondsAfter, toneOf } from './ladder';

const message = (party: string, isOurs: boolean, summary: string, at = '2026-11-22T10:00:00.000Z'): TracedMessage => ({
  at,
  party,
  address: '192.0.2.7:5060',
  transport: 'UDP',
  isOurs,
  summary,
  text: `${summary}\r\n`,
});

describe('a ladder', () => {
  it('has the citizen left, the hotline beside them, and the others as they come in', () => {
    const { parties, rungs } = ladderOf([
      message('agent-8001', true, 'INVITE'),
      message('citizen', false, 'INVITE'),
      message('119', true, 'INVITE'),
      message('agent-8001', false, '180 Ringing', '2026-11-22T10:00:01.250Z'),
    ]);
    expect(parties).toEqual(['citizen', 'hotline', 'agent-8001', '119']);
    expect(rungs.map((rung) => [rung.from, rung.to])).toEqual([
      [1, 2],
      [0, 1],
      [1, 3],
      [2, 1],
    ]);
    expect(rungs[3]?.after).toBe(1250);
  });

  it('of a call we make begins with the hotline', () => {
    expect(ladderOf([message('agent-8001', true, 'INVITE')]).parties).toEqual(['hotline', 'agent-8001']);
  });

  it('of nothing is empty', () => {
    expect(ladderOf([])).toEqual({ parties: ['hotline'], rungs: [] });
  });
});

describe('what a message says', () => {
  it.each([
    ['INVITE', 'request'],
    ['100 Trying', 'provisional'],
    ['200 OK', 'success'],
    ['302 Moved Temporarily', 'refusal'],
    ['486 Busy Here', 'refusal'],
  ])('%s is a %s', (summary, tone) => expect(toneOf(summary)).toBe(tone));

  it('stands with the time since the first', () => {
    expect(secondsAfter(0)).toBe('+0.000');
    expect(secondsAfter(12_345)).toBe('+12.345');
  });
});
