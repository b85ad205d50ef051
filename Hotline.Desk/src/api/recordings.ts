import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AuditFilter, RecordingFilter } from './filters';
import { http } from './http';
import { keys } from './keys';
import type { AuditEntry, Page, Play, RecordingSummary, Waveform } from './types';

/** Days as the seat's calendar shows them are days in China: from 00:00 to 24:00, Asia/Shanghai. */
export const dayStart = (day: string) => (day === '' ? '' : new Date(`${day}T00:00:00+08:00`).toISOString());
export const dayEnd = (day: string) =>
  day === '' ? '' : new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 3600_000).toISOString();

export const recordingsQuery = (filter: RecordingFilter) =>
  queryOptions({
    queryKey: keys.recordings.list(filter),
    queryFn: ({ signal }) =>
      http.get<Page<RecordingSummary>>('/api/recordings', {
        query: { ...filter, from: dayStart(filter.from), to: dayEnd(filter.to) },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** Asks for the right to play; written to the audit trail before a sound is handed out. */
export const requestPlay = (id: string, reason: string) =>
  http.post<Play>(`/api/recordings/${encodeURIComponent(id)}/plays`, { body: { reason } });

export const waveformQuery = (url: string) =>
  queryOptions({
    queryKey: keys.recordings.waveform(url),
    queryFn: ({ signal }) => http.get<Waveform>(url, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const auditQuery = (filter: AuditFilter) =>
  queryOptions({
    queryKey: keys.audit(filter),
    queryFn: ({ signal }) => http.get<Page<AuditEntry>>('/api/audit', { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
  });
