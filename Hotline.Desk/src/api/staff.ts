import { queryOptions } from '@tanstack/react-query';
import { http } from './http';
import { keys } from './keys';
import type { StaffMember } from './types';

export const staffQuery = queryOptions({
  queryKey: keys.staff,
  queryFn: ({ signal }) => http.get<StaffMember[]>('/api/staff', { signal }),
});

const disabled = (userName: string) => `/api/staff/${encodeURIComponent(userName)}/disabled`;

export const disableStaff = (userName: string, reason: string) =>
  http.put<void>(disabled(userName), { body: { reason } });
export const enableStaff = (userName: string) => http.delete<void>(disabled(userName));
