import type { TaskKind, TaskOutcome } from '@/api/types';

/** What can come of each kind of task; the other outcomes make no sense for it. */
export const outcomesOf: Record<TaskKind, readonly TaskOutcome[]> = {
  'hazard-callback': ['handled', 'not-handled', 'not-reached'],
  'survey-callback': ['satisfied', 'neutral', 'dissatisfied', 'not-reached', 'declined', 'wrong-number'],
  'shift-list': ['dispatched', 'handled'],
  audit: ['passed', 'failed'],
  objection: ['upheld', 'rejected'],
  judgement: ['at-fault', 'not-at-fault'],
};
