import type { Board } from '@/api/types';

export interface BoardFigures {
  waiting: number;
  longestSeconds: number;
  talking: number;
  ready: number;
  /** Agents with a registered phone. */
  present: number;
}

export function boardNumbers(board: Board, now: number): BoardFigures {
  const since = board.waiting.map((caller) => Date.parse(caller.since));
  return {
    waiting: board.waiting.length,
    longestSeconds: since.length === 0 ? 0 : Math.max(0, (now - Math.min(...since)) / 1000),
    talking: board.agents.filter((agent) => agent.state === 'talking').length,
    ready: board.agents.filter((agent) => agent.state === 'ready').length,
    present: board.agents.filter((agent) => agent.state !== 'offline').length,
  };
}
