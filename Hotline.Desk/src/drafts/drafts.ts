import { useCallback, useRef, useState } from 'react';
import { useUser } from '@/api/session';

/**
 * What somebody has typed and not yet saved, by person, in this browser tab's own storage: it survives a reload, a lost session and
 * a failed save, and is gone with the tab or with a deliberate sign-out.
 */
const prefix = 'hotline.draft';

const keyOf = (userId: string, id: string) => `${prefix}/${userId}/${id}`;

export function readDraft<T>(userId: string, id: string): T | null {
  const text = sessionStorage.getItem(keyOf(userId, id));
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

export const writeDraft = (userId: string, id: string, value: unknown) =>
  sessionStorage.setItem(keyOf(userId, id), JSON.stringify(value));

export const dropDraft = (userId: string, id: string) => sessionStorage.removeItem(keyOf(userId, id));

/** The ids of all that this person has not saved. */
export function draftIds(userId: string): string[] {
  const start = keyOf(userId, '');
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length));
}

export function dropDrafts(userId: string): void {
  for (const id of draftIds(userId)) dropDraft(userId, id);
}

/** State that is also a draft: every change is kept at once; `clear` goes back to `blank` and forgets. */
export function useDraft<T extends object>(id: string, blank: () => T): [T, (change: Partial<T>) => void, () => void] {
  const user = useUser();
  const [value, setValue] = useState<T>(() => ({ ...blank(), ...readDraft<T>(user.id, id) }));
  const latest = useRef(value);
  const change = useCallback(
    (part: Partial<T>) => {
      latest.current = { ...latest.current, ...part };
      writeDraft(user.id, id, latest.current);
      setValue(latest.current);
    },
    [user.id, id],
  );
  const clear = () => {
    dropDraft(user.id, id);
    latest.current = blank();
    setValue(latest.current);
  };
  return [value, change, clear];
}
