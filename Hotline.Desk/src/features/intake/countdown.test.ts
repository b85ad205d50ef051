import { describe, expect, it } from 'vitest';
import { countdown } from './countdown';

const answered = '2026-11-22T08:00:00Z';
const registerBy = {
  due: '2026-11-22T08:15:00Z',
  warnings: ['2026-11-22T08:13:00Z', '2026-11-22T08:10:00Z'],
};
const at = (clock: string) => countdown(registerBy, answered, Date.parse(`2026-11-22T${clock}Z`));

describe('countdown', () => {
  it('is calm until the first warning', () => {
    expect(at('08:00:00')).toMatchObject({ phase: 'calm', secondsLeft: 900, used: 0 });
    expect(at('08:09:59')).toMatchObject({ phase: 'calm', secondsLeft: 301 });
  });

  it('changes exactly at 10 and 13 minutes, and after 15', () => {
    expect(at('08:10:00').phase).toBe('warned');
    expect(at('08:12:59').phase).toBe('warned');
    expect(at('08:13:00').phase).toBe('urgent');
    expect(at('08:14:59').phase).toBe('urgent');
    expect(at('08:15:00')).toMatchObject({ phase: 'urgent', secondsLeft: 0 });
    expect(at('08:15:00.001').phase).toBe('breached');
    expect(['08:05:00', '08:11:00', '08:13:30', '08:20:00'].map((clock) => at(clock).passedMinutes)).toEqual([
      0, 10, 13, 15,
    ]);
  });

  it('counts on after the limit instead of stopping at zero', () => {
    expect(at('08:17:30')).toMatchObject({ phase: 'breached', secondsLeft: -150, used: 1 });
  });

  it('puts the marks where the warnings are, in order', () => {
    const [first, second] = at('08:00:00').marks;
    expect(first).toBeCloseTo(10 / 15);
    expect(second).toBeCloseTo(13 / 15);
  });

  it('holds with no warnings in the policy', () => {
    const bare = { due: registerBy.due, warnings: [] };
    expect(countdown(bare, answered, Date.parse('2026-11-22T08:14:59Z')).phase).toBe('calm');
    expect(countdown(bare, answered, Date.parse('2026-11-22T08:15:00.001Z')).phase).toBe('breached');
  });
});
