import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { invalidateOnEvents } from '@/api/live/invalidation';
import { LiveConnection } from '@/api/live/LiveConnection';
import { LiveContext } from '@/api/live/live';

/** The hub connection of a session. After a gap everything shown is asked for again: events are not repeated. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [live] = useState(() => new LiveConnection(() => void client.invalidateQueries()));
  useEffect(() => {
    const stop = invalidateOnEvents(live, client);
    live.start();
    return () => {
      stop();
      live.stop();
    };
  }, [live, client]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
