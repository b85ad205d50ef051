import type { CaseFilter, NoticeFilter, RecordingFilter } from './filters';

/** Every query key of the desk, so that a live event can name what it makes stale. */
export const keys = {
  session: ['session'] as const,
  city: ['city'] as const,
  categories: ['categories'] as const,
  units: ['units'] as const,
  contacts: {
    all: ['contacts'] as const,
    one: (id: string) => ['contacts', 'one', id] as const,
    mine: ['contacts', 'mine'] as const,
    list: (query: object) => ['contacts', 'list', query] as const,
  },
  cases: {
    all: ['cases'] as const,
    lists: ['cases', 'list'] as const,
    list: (filter: CaseFilter) => ['cases', 'list', filter] as const,
    one: (number: string) => ['cases', 'one', number] as const,
    suggestion: (category: string, place: string) => ['suggestion', category, place] as const,
  },
  tasks: { all: ['tasks'] as const, list: (state: string) => ['tasks', state] as const },
  notices: { all: ['notices'] as const, list: (filter: NoticeFilter) => ['notices', filter] as const },
  sipAccounts: ['sip-accounts'] as const,
  staff: ['staff'] as const,
  traces: {
    all: ['traces'] as const,
    list: ['traces', 'list'] as const,
    one: (callId: string) => ['traces', 'one', callId] as const,
  },
  board: ['switchboard'] as const,
  recordings: {
    all: ['recordings'] as const,
    list: (filter: RecordingFilter) => ['recordings', 'list', filter] as const,
    waveform: (url: string) => ['recordings', 'waveform', url] as const,
  },
  audit: (query: object) => ['audit', query] as const,
};
