import { useSyncExternalStore } from 'react';

/**
 * The product's own clock as the desk sees it: this machine's clock plus the difference measured with `/api/city`. Countdowns
 * must not depend on how well a seat's clock is set.
 */
class ServerClock {
  private offset = 0;

  /** Takes the product's time, known to lie between the two local moments. */
  set(serverNow: string, askedAt: number, answeredAt: number): void {
    const server = Date.parse(serverNow);
    if (Number.isNaN(server)) return;
    const offset = server - (askedAt + answeredAt) / 2;
    // Less than the uncertainty of the measurement itself is not a difference.
    this.offset = Math.abs(offset) <= Math.max(500, (answeredAt - askedAt) / 2) ? 0 : offset;
  }

  now(): number {
    return Date.now() + this.offset;
  }
}

export const serverClock = new ServerClock();

let second = serverClock.now();
const listeners = new Set<() => void>();
let timer: number | undefined;

function beat() {
  second = serverClock.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === undefined) {
    second = serverClock.now();
    timer = window.setInterval(beat, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Now by the product's clock in ms since 1970, renewed every second: one timer for the whole desk. */
export const useNow = () => useSyncExternalStore(subscribe, () => second);
