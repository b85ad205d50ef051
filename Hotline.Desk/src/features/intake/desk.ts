import { useSyncExternalStore } from 'react';
import { useUser } from '@/api/session';

/** One tab of the intake desk: a contact, or a registration without one. */
export interface IntakeTab {
  /** The contact's id, or `new-…` without a contact. */
  id: string;
  number: string | null;
  callId: string | null;
  answeredAt: string | null;
  /** Cases registered from this tab, newest last. */
  registered: string[];
  /** Another matter of the same contact is being written: the form is shown again. */
  writing: boolean;
}

interface Stored {
  tabs: IntakeTab[];
  /** Contacts that have had a tab: one that was closed does not come back by itself. */
  seen: string[];
}

export const isWithoutContact = (id: string) => id.startsWith('new-');

const mostSeen = 200;

/** The open tabs of one agent, kept for this browser tab: a reload loses none. */
export class IntakeDesk {
  private stored: Stored;
  private readonly key: string;
  private readonly watchers = new Set<() => void>();

  constructor(userId: string) {
    this.key = `hotline.intake/${userId}`;
    this.stored = this.read();
  }

  readonly tabs = (): IntakeTab[] => this.stored.tabs;

  readonly watch = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  find(id: string): IntakeTab | undefined {
    return this.stored.tabs.find((tab) => tab.id === id);
  }

  /** Opens a tab for a contact; one that is open stays as it is. */
  open(contact: Pick<IntakeTab, 'id' | 'number' | 'callId' | 'answeredAt'>): void {
    if (this.find(contact.id) !== undefined) return;
    this.change([...this.stored.tabs, { ...contact, registered: [], writing: true }], contact.id);
  }

  /** Opens a call found on the line, unless it has had its tab already. */
  discover(contact: Pick<IntakeTab, 'id' | 'number' | 'callId' | 'answeredAt'>): boolean {
    if (this.stored.seen.includes(contact.id)) return false;
    this.open(contact);
    return true;
  }

  openWithoutContact(): string {
    const id = `new-${crypto.randomUUID().slice(0, 8)}`;
    this.open({ id, number: null, callId: null, answeredAt: null });
    return id;
  }

  registered(id: string, caseNumber: string): void {
    this.replace(id, (tab) => ({ ...tab, registered: [...tab.registered, caseNumber], writing: false }));
  }

  writeAnother(id: string): void {
    this.replace(id, (tab) => ({ ...tab, writing: true }));
  }

  close(id: string): void {
    this.change(this.stored.tabs.filter((tab) => tab.id !== id));
  }

  private replace(id: string, by: (tab: IntakeTab) => IntakeTab): void {
    this.change(this.stored.tabs.map((tab) => (tab.id === id ? by(tab) : tab)));
  }

  private change(tabs: IntakeTab[], seen?: string): void {
    const known = seen === undefined ? this.stored.seen : [...this.stored.seen, seen].slice(-mostSeen);
    this.stored = { tabs, seen: known };
    sessionStorage.setItem(this.key, JSON.stringify(this.stored));
    for (const watcher of this.watchers) watcher();
  }

  private read(): Stored {
    try {
      const found = JSON.parse(sessionStorage.getItem(this.key) ?? 'null') as Stored | null;
      return found ?? { tabs: [], seen: [] };
    } catch {
      return { tabs: [], seen: [] };
    }
  }
}

const desks = new Map<string, IntakeDesk>();

export function deskOf(userId: string): IntakeDesk {
  const known = desks.get(userId) ?? new IntakeDesk(userId);
  desks.set(userId, known);
  return known;
}

export function useIntakeDesk(): { desk: IntakeDesk; tabs: IntakeTab[] } {
  const user = useUser();
  const desk = deskOf(user.id);
  return { desk, tabs: useSyncExternalStore(desk.watch, desk.tabs) };
}
