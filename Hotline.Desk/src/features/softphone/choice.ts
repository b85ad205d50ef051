const key = (userId: string) => `hotline.phone.${userId}`;

/** Whether this person takes calls in this browser; remembered, so that a page loaded anew in a call finds the citizen again. */
export const usesBrowser = (userId: string) => localStorage.getItem(key(userId)) === 'browser';

export function choose(userId: string, browser: boolean): void {
  if (browser) localStorage.setItem(key(userId), 'browser');
  else localStorage.removeItem(key(userId));
}
