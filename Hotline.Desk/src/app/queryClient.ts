import { QueryClient } from '@tanstack/react-query';
import { Problem } from '@/api/problem';

/** A refusal stays one; only silence and server trouble are worth asking again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof Problem && error.outcomeUnknown,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
