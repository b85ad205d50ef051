/** What a list was asked for. Kept in the address bar: a filter is a link that can be sent to a colleague. */
export interface CaseFilter {
  state: string;
  q: string;
  unit: string;
  late: boolean;
  mine: boolean;
  page: number;
  size: number;
}

export interface NoticeFilter {
  state: string;
  case: string;
}

export interface RecordingFilter {
  from: string;
  to: string;
  number: string;
  agent: string;
  case: string;
  worstSound: boolean;
  page: number;
  size: number;
}

export interface AuditFilter {
  act: string;
  subject: string;
  page: number;
  size: number;
}

type Filter = Record<string, string | number | boolean>;

export const noCaseFilter: CaseFilter = { state: '', q: '', unit: '', late: false, mine: false, page: 1, size: 20 };
export const noNoticeFilter: NoticeFilter = { state: '', case: '' };
export const noRecordingFilter: RecordingFilter = {
  from: '',
  to: '',
  number: '',
  agent: '',
  case: '',
  worstSound: false,
  page: 1,
  size: 20,
};
export const noAuditFilter: AuditFilter = { act: '', subject: '', page: 1, size: 50 };

const largestPage = 200;

/** Reads a filter from an address; what is missing or makes no sense falls back to `none`. */
export function readFilter<F extends object>(search: URLSearchParams, none: F): F {
  const filter: Filter = { ...(none as unknown as Filter) };
  for (const [key, fallback] of Object.entries(filter)) {
    const text = search.get(key);
    if (text === null) continue;
    if (typeof fallback === 'boolean') filter[key] = text === 'true';
    else if (typeof fallback === 'number') filter[key] = whole(text, fallback, key === 'size' ? largestPage : Infinity);
    else filter[key] = text.trim();
  }
  return filter as unknown as F;
}

/** The shortest address of a filter: what equals `none` is left out. */
export function writeFilter<F extends object>(filter: F, none: F): URLSearchParams {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(filter as unknown as Filter))
    if (value !== (none as unknown as Filter)[key]) search.set(key, String(value));
  return search;
}

/** A changed filter starts again on page one, unless the change is the page itself. */
export function changeFilter<F extends { page: number }>(filter: F, change: Partial<F>): F {
  return { ...filter, page: 1, ...change };
}

function whole(text: string, fallback: number, most: number): number {
  if (!/^[0-9]{1,7}$/.test(text)) return fallback;
  const value = Number(text);
  return value >= 1 && value <= most ? value : fallback;
}
