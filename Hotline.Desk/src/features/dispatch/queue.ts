import type { CaseSummary } from '@/api/types';

/** Hazards before all else, then what is due first; what has no limit waits in the order it came. */
export function inOrderOfNeed(cases: readonly CaseSummary[]): CaseSummary[] {
  const due = (found: CaseSummary) =>
    found.nextDue === null ? Number.POSITIVE_INFINITY : Date.parse(found.nextDue.due);
  return [...cases].sort(
    (a, b) =>
      Number(b.hazard) - Number(a.hazard) ||
      (due(a) === due(b) ? 0 : due(a) - due(b)) ||
      Date.parse(a.registeredAt) - Date.parse(b.registeredAt),
  );
}
