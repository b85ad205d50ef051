import { queryOptions } from '@tanstack/react-query';
import { http } from './http';
import { keys } from './keys';
import type { Contact, ContactSummary, Page } from './types';

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: keys.contacts.one(id),
    queryFn: ({ signal }) => http.get<Contact>(`/api/contacts/${encodeURIComponent(id)}`, { signal }),
  });

/** The signed-in agent's latest contacts, newest first. */
export const myContactsQuery = queryOptions({
  queryKey: keys.contacts.mine,
  queryFn: ({ signal }) =>
    http.get<Page<ContactSummary>>('/api/contacts', { query: { mine: true, page: 1, size: 12 }, signal }),
});
