import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noCaseFilter } from '../filters';
import { keys } from '../keys';
import type { Board } from '../types';
import type { LiveEvent, LiveEvents } from './events';
import { gatherMilliseconds, invalidateOnEvents } from './invalidation';

function hub() {
  const listeners = new Map<string, (message: never) => void>();
  return {
    on: <E extends LiveEvent>(event: E, listener: (message: LiveEvents[E]) => void) => {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
    emit: <E extends LiveEvent>(event: E, message: LiveEvents[E]) => listeners.get(event)?.(message as never),
  };
}

describe('invalidateOnEvents', () => {
  let client: QueryClient;
  const stale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;
  beforeEach(() => {
    vi.useFakeTimers();
    client = new QueryClient();
  });
  afterEach(() => vi.useRealTimers());

  it('makes a changed case and the lists stale, but no other case', () => {
    const live = hub();
    invalidateOnEvents(live, client);
    const list = keys.cases.list(noCaseFilter);
    for (const key of [list, keys.cases.one('RJ-1'), keys.cases.one('RJ-2')]) client.setQueryData(key, {});
    live.emit('caseChanged', { number: 'RJ-1', state: 'signed' });
    vi.advanceTimersByTime(gatherMilliseconds);
    expect([stale(list), stale(keys.cases.one('RJ-1')), stale(keys.cases.one('RJ-2'))]).toEqual([true, true, false]);
  });

  it('asks once for events that come together', () => {
    const live = hub();
    const asked = vi.spyOn(client, 'invalidateQueries');
    invalidateOnEvents(live, client);
    for (let i = 0; i < 50; i++) live.emit('tasksChanged', {});
    vi.advanceTimersByTime(gatherMilliseconds);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('takes the board as it comes', () => {
    const live = hub();
    invalidateOnEvents(live, client);
    const figures: Board['figures'] = {
      formulaVersion: 1,
      answered: 0,
      abandoned: 0,
      connectRate: null,
      serviceLevel15: null,
      serviceLevel20: null,
      meanWaitSeconds: null,
    };
    const board: Board = { agents: [], waiting: [], calls: [], figures };
    live.emit('switchboardChanged', board);
    expect(client.getQueryData(keys.board)).toBe(board);
  });

  it('asks for nothing after it was stopped', () => {
    const live = hub();
    const asked = vi.spyOn(client, 'invalidateQueries');
    const stop = invalidateOnEvents(live, client);
    live.emit('tasksChanged', {});
    stop();
    vi.advanceTimersByTime(gatherMilliseconds * 2);
    expect(asked).not.toHaveBeenCalled();
  });
});
