import { useSearchParams } from 'react-router';
import { readFilter, writeFilter } from '@/api/filters';

/** A list's filter, living in the address bar: reload, back and a sent link all show the same list. */
export function useFilter<F extends object>(none: F): [F, (filter: F) => void] {
  const [search, setSearch] = useSearchParams();
  return [readFilter(search, none), (filter) => setSearch(writeFilter(filter, none))];
}
