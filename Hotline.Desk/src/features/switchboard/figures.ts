import type { AgentOnBoard, AgentState, Board } from '@/api/types';

export interface BoardFigures {
  waiting: number;
  longestSeconds: number;
  talking: number;
  ready: number;
  /** Agents with a registered phone. */
  present: number;
}

export function boardNumbers(board: Pick<Board, 'agents' | 'waiting'>, now: number): BoardFigures {
  const since = board.waiting.map((caller) => Date.parse(caller.since));
  return {
    waiting: board.waiting.length,
    longestSeconds: since.length === 0 ? 0 : Math.max(0, (now - Math.min(...since)) / 1000),
    talking: board.agents.filter((agent) => agent.state === 'talking').length,
    ready: board.agents.filter((agent) => agent.state === 'ready').length,
    present: board.agents.filter((agent) => agent.state !== 'offline').length,
  };
}

/** GB/T 33358-2016 counts an answer within 15 s as in time; 20 s is shown beside it. */
export function waitTone(seconds: number): 'calm' | 'late' | 'very-late' {
  if (seconds < 15) return 'calm';
  return seconds < 20 ? 'late' : 'very-late';
}

const order: readonly AgentState[] = ['ringing', 'talking', 'wrap-up', 'ready', 'not-ready', 'offline'];

/** Those on a call first, those without a phone last; within a state the longest first. */
export function inOrderOfState(agents: readonly AgentOnBoard[]): AgentOnBoard[] {
  return [...agents].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || Date.parse(a.since) - Date.parse(b.since),
  );
}
