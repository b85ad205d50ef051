import { queryOptions } from '@tanstack/react-query';
import { serverClock } from './clock';
import { http } from './http';
import { keys } from './keys';
import type { Category, City, Unit } from './types';

export const cityQuery = queryOptions({
  queryKey: keys.city,
  queryFn: async ({ signal }) => {
    const asked = Date.now();
    const city = await http.get<City>('/api/city', { signal });
    serverClock.set(city.now, asked, Date.now());
    return city;
  },
  staleTime: 60_000,
  refetchInterval: 60_000,
});

export const categoriesQuery = queryOptions({
  queryKey: keys.categories,
  queryFn: ({ signal }) => http.get<Category[]>('/api/categories', { signal }),
  staleTime: 10 * 60_000,
});

export const unitsQuery = queryOptions({
  queryKey: keys.units,
  queryFn: ({ signal }) => http.get<Unit[]>('/api/units', { signal }),
  staleTime: 10 * 60_000,
});
