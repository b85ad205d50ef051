import { describe, expect, it } from 'vitest';
import type { CaseSummary } from '@/api/types';
import { inOrderOfNeed } from './queue';

const found = (number: string, hazard: boolean, due: string | null, registeredAt = '2026-11-22T08:00:00Z') =>
  ({
    number,
    hazard,
    registeredAt,
    nextDue: due === null ? null : { clock: 'handle', due, late: false },
  }) as CaseSummary;

describe('the dispatch queue', () => {
  it('has hazards first, then what is due first, then what came first', () => {
    const queue = inOrderOfNeed([
      found('none-late', false, null, '2026-11-22T09:00:00Z'),
      found('none-early', false, null, '2026-11-22T07:00:00Z'),
      found('later', false, '2026-11-25T08:00:00Z'),
      found('sooner', false, '2026-11-24T08:00:00Z'),
      found('hazard', true, '2026-11-26T08:00:00Z'),
    ]);
    expect(queue.map(({ number }) => number)).toEqual(['hazard', 'sooner', 'later', 'none-early', 'none-late']);
  });
});
