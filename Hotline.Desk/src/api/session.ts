import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { http } from './http';
import { keys } from './keys';
import { Problem } from './problem';
import type { Role, User } from './types';

/** Who is signed in; null without a session. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return await http.get<User>('/api/session', { signal });
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const signIn = (userName: string, password: string) =>
  http.post<User>('/api/session', { body: { userName, password } });

export const signOut = () => http.delete<void>('/api/session');

/** The signed-in user; only below the shell, which is not shown without one. */
export function useUser(): User {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error('No session below the shell.');
  return data;
}

export const hasRole = (user: User, ...roles: Role[]) => user.roles.some((role) => roles.includes(role));
