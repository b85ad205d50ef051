import { queryOptions } from '@tanstack/react-query';
import { http } from './http';
import { keys } from './keys';
import type { Board, SipAccount } from './types';

/** Kept fresh by `switchboardChanged`; asked for again every half minute in case an event was missed. */
export const boardQuery = queryOptions({
  queryKey: keys.board,
  queryFn: ({ signal }) => http.get<Board>('/api/switchboard', { signal }),
  refetchInterval: 30_000,
});

export const sipAccountsQuery = queryOptions({
  queryKey: keys.sipAccounts,
  queryFn: ({ signal }) => http.get<SipAccount[]>('/api/sip-accounts', { signal }),
  refetchInterval: 15_000,
});

export const setReady = () => http.post<void>('/api/switchboard/ready');
export const setNotReady = (reason: string) => http.post<void>('/api/switchboard/not-ready', { body: { reason } });
export const releaseCall = (callId: string) =>
  http.post<void>(`/api/switchboard/calls/${encodeURIComponent(callId)}/release`);
