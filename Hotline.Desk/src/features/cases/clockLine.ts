import type { Clock } from '@/api/types';

export type ClockPhase = 'running' | 'warned' | 'late' | 'met' | 'breached';

export interface ClockLine {
  phase: ClockPhase;
  /** Where the clock stands on the line, 0 to 1. */
  at: number;
  /** Where the limit lies on the line: before its end once it has been overrun. */
  due: number;
  marks: number[];
  /** Seconds from where the clock stands to the limit, then to the end of its grace; below zero, from the limit, when both were overrun. */
  secondsLeft: number;
}

/** A clock as a line from its start to its limit, or beyond it as far as it was overrun. */
export function clockLine(clock: Clock, now: number): ClockLine {
  const start = Date.parse(clock.startedAt);
  const due = Date.parse(clock.due);
  const lateAfter = Date.parse(clock.lateAfter);
  const stands = clock.endedAt === null ? now : Date.parse(clock.endedAt);
  const end = Math.max(due, stands, start + 1);
  const share = (moment: number) => Math.min(1, Math.max(0, (moment - start) / (end - start)));
  const warnings = clock.warnings.map((at) => Date.parse(at));
  return {
    phase: phaseOf(clock, stands, due, lateAfter, warnings),
    at: share(stands),
    due: share(due),
    marks: warnings.map(share),
    secondsLeft: Math.round(((stands > due && stands <= lateAfter ? lateAfter : due) - stands) / 1000),
  };
}

function phaseOf(clock: Clock, stands: number, due: number, lateAfter: number, warnings: number[]): ClockPhase {
  if (clock.state === 'met') return 'met';
  if (clock.state === 'breached') return clock.endedAt === null ? 'late' : 'breached';
  if (stands > lateAfter) return 'late';
  return stands > due || warnings.some((at) => stands >= at) ? 'warned' : 'running';
}

/** How the limit was worked out, without the clause and its gist, which already stand beside it. */
export function reckoning(clock: Pick<Clock, 'clause' | 'gist' | 'explanation'>): string {
  const said = `${clock.clause} ${clock.gist}`;
  const { explanation } = clock;
  return explanation.startsWith(said) ? explanation.slice(said.length).replace(/^[;；,，\s]+/, '') : explanation;
}
