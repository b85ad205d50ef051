import { queryOptions } from '@tanstack/react-query';
import { http } from './http';
import { keys } from './keys';
import type { CallTrace, TraceList } from './types';

const pathOf = (callId: string) => `/api/traces/${encodeURIComponent(callId)}`;

export const tracesQuery = queryOptions({
  queryKey: keys.traces.list,
  queryFn: ({ signal }) => http.get<TraceList>('/api/traces', { signal }),
  refetchInterval: 5_000,
});

/** Each look stands in the audit trail: asked for once, and again only when somebody wants it. */
export const traceQuery = (callId: string) =>
  queryOptions({
    queryKey: keys.traces.one(callId),
    queryFn: ({ signal }) => http.get<CallTrace>(pathOf(callId), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const traceNext = (calls: number) => http.put<void>('/api/traces/next', { body: { calls } });
export const traceCall = (callId: string) => http.post<void>(pathOf(callId));
export const deleteTrace = (callId: string) => http.delete<void>(pathOf(callId));
export const traceFile = (callId: string) => `${pathOf(callId)}/text`;
