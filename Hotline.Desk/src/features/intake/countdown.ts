import type { RegisterBy } from '@/api/types';

export type Phase = 'calm' | 'warned' | 'urgent' | 'breached';

export interface Countdown {
  phase: Phase;
  /** Seconds left until the limit; below zero: seconds since it passed. */
  secondsLeft: number;
  /** How much of the time is used, 0 to 1. */
  used: number;
  /** Where the warnings lie on the same scale. */
  marks: number[];
  /** The last mark passed, in minutes from the start: of a warning, or of the limit; 0 before the first. */
  passedMinutes: number;
}

/**
 * The hazard track as it stands at `now`: from the moment the contact reached the agent until registered and dispatched, with the
 * policy's own warnings (hanjiang-2016/11b: at 10 and 13 of 15 minutes).
 */
export function countdown(registerBy: RegisterBy, startedAt: string, now: number): Countdown {
  const start = Date.parse(startedAt);
  const due = Date.parse(registerBy.due);
  const length = Math.max(1, due - start);
  const warnings = registerBy.warnings.map((at) => Date.parse(at)).sort((a, b) => a - b);
  const passed = warnings.filter((at) => now >= at).length;
  const share = (at: number) => Math.min(1, Math.max(0, (at - start) / length));
  const phase = now > due ? 'breached' : passed === 0 ? 'calm' : passed < 2 ? 'warned' : 'urgent';
  const lastPassed = phase === 'breached' ? due : (warnings[passed - 1] ?? start);
  const passedMinutes = Math.round((lastPassed - start) / 60_000);
  return {
    passedMinutes,
    phase,
    secondsLeft: Math.ceil((due - now) / 1000),
    used: share(now),
    marks: warnings.map(share),
  };
}
