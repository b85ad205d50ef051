import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../keys';
import type { LiveConnection } from './LiveConnection';

/** Events that come together are answered by one round of requests. */
export const gatherMilliseconds = 250;

/** What each live event makes stale. The only place that knows. */
export function invalidateOnEvents(live: Pick<LiveConnection, 'on'>, client: QueryClient): () => void {
  const gathered = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const stale = [...gathered.values()];
    gathered.clear();
    for (const queryKey of stale) void client.invalidateQueries({ queryKey });
  };
  const stale = (...queryKeys: (readonly string[])[]) => {
    for (const queryKey of queryKeys) gathered.set(queryKey.join('/'), queryKey);
    timer ??= setTimeout(flush, gatherMilliseconds);
  };

  const stops = [
    live.on('caseChanged', ({ number }) => {
      stale(keys.cases.lists, keys.cases.one(number), keys.contacts.all, keys.notices.all);
    }),
    live.on('switchboardChanged', (board) => client.setQueryData(keys.board, board)),
    live.on('tasksChanged', () => stale(keys.tasks.all)),
    live.on('callAnswered', ({ contactId }) => stale(keys.contacts.mine, keys.contacts.one(contactId))),
    live.on('callEnded', ({ contactId }) => {
      stale(keys.contacts.mine, keys.recordings.all);
      if (contactId !== null) stale(keys.contacts.one(contactId));
    }),
    live.on('deadlineWarning', ({ caseNumber }) => {
      stale(keys.cases.lists, keys.tasks.all);
      if (caseNumber !== null) stale(keys.cases.one(caseNumber));
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
