import { type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { type LiveEvent, type LiveEvents, type LiveState, liveEvents } from './events';

type Listener<E extends LiveEvent> = (message: LiveEvents[E]) => void;

/** 1 s, 2 s, 4 s … and then every 15 s for as long as the desk is open: a shift does not end because the network did. */
export const retryDelay = (attempt: number) => Math.min(15_000, 1000 * 2 ** Math.min(attempt, 4));

/** One connection to the hub for the whole desk. */
export class LiveConnection {
  private readonly hub: HubConnection;
  private readonly listeners = new Map<LiveEvent, Set<Listener<LiveEvent>>>();
  private readonly watchers = new Set<() => void>();
  private state: LiveState = 'connecting';
  private stopped = false;
  private wasConnected = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onBack: () => void;

  /** `onBack` is called whenever the connection is up again after it was not: events may have been missed. */
  constructor(onBack: () => void) {
    this.onBack = onBack;
    this.hub = new HubConnectionBuilder().withUrl('/live').configureLogging(LogLevel.None).build();
    for (const event of liveEvents)
      this.hub.on(event, (message: LiveEvents[LiveEvent]) => {
        for (const listener of this.listeners.get(event) ?? []) listener(message);
      });
    this.hub.onclose(() => {
      if (!this.stopped) this.connect(0);
    });
  }

  start(): void {
    this.connect(0);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    void this.hub.stop();
  }

  on<E extends LiveEvent>(event: E, listener: Listener<E>): () => void {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set);
    set.add(listener as Listener<LiveEvent>);
    return () => set.delete(listener as Listener<LiveEvent>);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly current = (): LiveState => this.state;

  private connect(attempt: number): void {
    this.change(this.wasConnected || attempt > 0 ? 'reconnecting' : 'connecting');
    this.hub.start().then(
      () => {
        if (this.stopped) return void this.hub.stop();
        this.change('connected');
        if (this.wasConnected || attempt > 0) this.onBack();
        this.wasConnected = true;
      },
      () => {
        if (!this.stopped) this.timer = setTimeout(() => this.connect(attempt + 1), retryDelay(attempt));
      },
    );
  }

  private change(state: LiveState): void {
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}
