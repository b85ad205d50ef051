import type { Board, DeadlineWarning } from '../types';

/** What the product tells the desk without being asked (docs/contract.md, "Live"). */
export interface LiveEvents {
  callOffered: { callId: string; number: string };
  callAnswered: { callId: string; contactId: string; number: string; answeredAt: string };
  callEnded: { callId: string; contactId: string | null };
  caseChanged: { number: string; state: string };
  switchboardChanged: Board;
  deadlineWarning: DeadlineWarning;
  tasksChanged: Record<string, never>;
}

export type LiveEvent = keyof LiveEvents;
export type LiveState = 'connecting' | 'connected' | 'reconnecting';

export const liveEvents = [
  'callOffered',
  'callAnswered',
  'callEnded',
  'caseChanged',
  'switchboardChanged',
  'deadlineWarning',
  'tasksChanged',
] as const satisfies readonly LiveEvent[];
