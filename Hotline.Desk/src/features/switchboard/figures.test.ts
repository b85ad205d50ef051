import { describe, expect, it } from 'vitest';
import type { AgentOnBoard, AgentState } from '@/api/types';
import { boardNumbers, inOrderOfState, waitTone } from './figures';

const agent = (agentId: string, state: AgentState, since = '2026-11-22T08:00:00Z'): AgentOnBoard => ({
  agentId,
  name: agentId,
  state,
  reason: null,
  since,
});

describe('the board', () => {
  const now = Date.parse('2026-11-22T08:10:00Z');

  it('counts who waits, talks and could answer, and the longest wait', () => {
    const board = {
      agents: [agent('1', 'talking'), agent('2', 'ready'), agent('3', 'offline'), agent('4', 'not-ready')],
      waiting: [
        {
          callId: 'a',
          number: '1',
          since: '2026-11-22T08:09:50Z',
          estimatedWaitSeconds: null,
          group: 'general',
          callback: false,
        },
        {
          callId: 'b',
          number: '2',
          since: '2026-11-22T08:09:20Z',
          estimatedWaitSeconds: 30,
          group: 'general',
          callback: false,
        },
      ],
    };
    expect(boardNumbers(board, now)).toEqual({ waiting: 2, longestSeconds: 40, talking: 1, ready: 1, present: 3 });
    expect(boardNumbers({ agents: [], waiting: [] }, now).longestSeconds).toBe(0);
  });

  it('marks a wait at 15 and at 20 seconds', () => {
    expect([14.9, 15, 19.9, 20].map(waitTone)).toEqual(['calm', 'late', 'late', 'very-late']);
  });

  it('shows who is on a call first and who has no phone last', () => {
    const agents = [
      agent('off', 'offline'),
      agent('short', 'ready', '2026-11-22T08:09:00Z'),
      agent('long', 'ready', '2026-11-22T08:01:00Z'),
      agent('talk', 'talking'),
    ];
    expect(inOrderOfState(agents).map((found) => found.agentId)).toEqual(['talk', 'long', 'short', 'off']);
  });
});
