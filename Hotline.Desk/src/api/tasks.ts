import { queryOptions } from '@tanstack/react-query';
import type { NoticeFilter } from './filters';
import { http } from './http';
import { keys } from './keys';
import type { Notice, Task, TaskOutcome } from './types';

/** What was heard in a call, besides how it ended; null where it was not asked. */
export interface TaskResult {
  outcome: TaskOutcome;
  note: string;
  contacted: boolean | null;
  solved: boolean | null;
}

export const tasksQuery = (state: string) =>
  queryOptions({
    queryKey: keys.tasks.list(state),
    queryFn: ({ signal }) => http.get<Task[]>('/api/tasks', { query: { state }, signal }),
  });

export const recordResult = (id: string, result: TaskResult, idempotencyKey: string) =>
  http.post<Task>(`/api/tasks/${encodeURIComponent(id)}/result`, { body: result, idempotencyKey });

/** Sends a notice that failed, or waits for its next attempt, at once. */
export const resendNotice = (id: string) =>
  http.post<void>(`/api/notices/${encodeURIComponent(id)}/resend`, { body: {} });

export const noticesQuery = (filter: NoticeFilter) =>
  queryOptions({
    queryKey: keys.notices.list(filter),
    queryFn: ({ signal }) => http.get<Notice[]>('/api/notices', { query: { ...filter }, signal }),
    refetchInterval: 10_000,
  });
