import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveEvent, LiveEvents, LiveState } from './events';
import type { LiveConnection } from './LiveConnection';

export const LiveContext = createContext<LiveConnection | null>(null);

const never = () => () => {};

/** Whether live events arrive now. */
export function useLiveState(): LiveState {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.watch ?? never, () => live?.current() ?? 'connecting');
}

/** Runs `listener` for every such event while the component is shown; always the newest listener. */
export function useLive<E extends LiveEvent>(event: E, listener: (message: LiveEvents[E]) => void): void {
  const live = useContext(LiveContext);
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => live?.on(event, (message) => newest.current(message)), [live, event]);
}
