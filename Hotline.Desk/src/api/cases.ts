import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { serverClock } from './clock';
import type { CaseFilter } from './filters';
import { http } from './http';
import { keys } from './keys';
import { Problem } from './problem';
import type { Act, Case, CaseLimitSource, CaseSummary, NewCase, Outcome, Page, Suggestion } from './types';

export const casesQuery = (filter: CaseFilter) =>
  queryOptions({
    queryKey: keys.cases.list(filter),
    queryFn: ({ signal }) =>
      http.get<Page<CaseSummary>>('/api/cases', {
        query: { ...filter, late: filter.late || undefined, mine: filter.mine || undefined },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

const outboxPace = 3000;
const maskPace = 1000;

const casePath = (number: string) => `/api/cases/${encodeURIComponent(number)}`;

export const caseQuery = (number: string) =>
  queryOptions({
    queryKey: keys.cases.one(number),
    queryFn: ({ signal }) => http.get<Case>(casePath(number), { signal }),
    // No event tells when the outbox has taken the survey up, nor when the time is over for which a requester was revealed.
    refetchInterval: ({ state }) => {
      const until = state.data?.requester.reveal?.until;
      if (until !== undefined) return Math.max(maskPace, Date.parse(until) - serverClock.now());
      return state.data?.survey?.state === 'queued' ? outboxPace : false;
    },
  });

/** The unit that the policy names for a category and place; an error with status 404 when none is responsible. */
export const suggestionQuery = (category: string, place: string) =>
  queryOptions({
    queryKey: keys.cases.suggestion(category, place),
    queryFn: ({ signal }) => http.get<Suggestion>('/api/cases/suggestion', { query: { category, place }, signal }),
    enabled: category !== '',
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });

/** Registers a case; where an earlier attempt had stored one whose answer was lost, that one, even if the form was changed since. */
export async function registerCase(body: NewCase, idempotencyKey: string): Promise<Case> {
  try {
    return await http.post<Case>('/api/cases', { body, idempotencyKey });
  } catch (refusal) {
    if (!(refusal instanceof Problem) || refusal.caseNumber === null) throw refusal;
    return http.get<Case>(`/api/cases/${refusal.caseNumber}`);
  }
}

export type ActBody =
  | { act: 'dispatch'; unitId: string; note: string | null }
  | { act: 'sign' }
  | { act: 'on-site'; place: string; note: string; photoIds: string[] }
  | { act: 'reply'; text: string; outcome: Outcome }
  | { act: 'close'; outcome: Outcome; note: string | null }
  | { act: 'rework'; reason: string; due: string | null }
  | { act: 'reveal'; reason: string }
  | {
      act: 'return';
      reason: string;
      suggestedUnitId: string | null;
      preTreatment: string | null;
      leader: string | null;
    }
  | { act: 'accept-return'; unitId: string; note: string | null }
  | { act: 'refuse-return'; reason: string }
  | {
      act: 'extend';
      reason: string;
      until: string | null;
      requesterTold: string | null;
      leader: string | null;
      longCycle: boolean;
    }
  | { act: 'approve-extension'; note: string | null }
  | { act: 'refuse-extension'; reason: string }
  | { act: 'set-limit'; source: CaseLimitSource; document: string; due: string | null };

/** Puts a photo to a case; the same one again is the one kept. */
export const addPhoto = (number: string, photo: Blob): Promise<{ id: string }> =>
  http.post<{ id: string }>(`${casePath(number)}/photos`, { body: photo });

export function performAct(number: string, version: number, body: ActBody, idempotencyKey: string): Promise<Case> {
  const { act, ...rest } = body;
  return http.post<Case>(`${casePath(number)}/${act satisfies Act}`, { body: { version, ...rest }, idempotencyKey });
}

/** Puts an answered case in place of the old one and marks every list that may show it as stale. */
export function takeCase(client: QueryClient, fresh: Case): void {
  client.setQueryData(keys.cases.one(fresh.number), fresh);
  void client.invalidateQueries({ queryKey: keys.cases.lists });
  void client.invalidateQueries({ queryKey: keys.contacts.all });
  void client.invalidateQueries({ queryKey: keys.tasks.all });
  void client.invalidateQueries({ queryKey: keys.notices.all });
}
