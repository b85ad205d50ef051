import { describe, expect, it } from 'vitest';
import type { Clock } from '@/api/types';
import { clockLine, reckoning } from './clockLine';

const clock: Clock = {
  name: 'on-site',
  startedAt: '2026-11-22T08:00:00Z',
  due: '2026-11-22T14:00:00Z',
  lateAfter: '2026-11-22T14:00:00Z',
  warnings: ['2026-11-22T12:00:00Z'],
  state: 'running',
  endedAt: null,
  clause: 'hanjiang-2016/11c',
  gist: '',
  provisional: false,
  explanation: '',
};
const at = (time: string, change: Partial<Clock> = {}) =>
  clockLine({ ...clock, ...change }, Date.parse(`2026-11-22T${time}Z`));

describe('clockLine', () => {
  it('runs from its start to its limit', () => {
    expect(at('11:00:00')).toMatchObject({ phase: 'running', at: 0.5, due: 1, secondsLeft: 3 * 3600 });
  });

  it('is warned from the first warning on', () => {
    expect(at('12:00:00').phase).toBe('warned');
  });

  it('is late after the moment of the limit, even before the product has marked it, and grows beyond it', () => {
    expect(at('14:00:00')).toMatchObject({ phase: 'warned', secondsLeft: 0 });
    expect(at('14:00:00.001').phase).toBe('late');
    expect(at('20:00:00', { state: 'breached' })).toMatchObject({
      phase: 'late',
      at: 1,
      due: 0.5,
      secondsLeft: -21600,
    });
  });

  it('stands still once it ended, in time or not', () => {
    expect(at('23:00:00', { state: 'met', endedAt: '2026-11-22T09:30:00Z' })).toMatchObject({
      phase: 'met',
      at: 0.25,
      secondsLeft: 4.5 * 3600,
    });
    expect(at('23:00:00', { state: 'breached', endedAt: '2026-11-22T17:00:00Z' })).toMatchObject({
      phase: 'breached',
      secondsLeft: -3 * 3600,
    });
  });

  it('counts on through the grace that the policy gives, and is late only after it', () => {
    const grace = { lateAfter: '2026-11-22T14:30:00Z' };
    expect(at('14:10:00', grace)).toMatchObject({ phase: 'warned', secondsLeft: 20 * 60 });
    expect(at('14:30:00', grace)).toMatchObject({ phase: 'warned', secondsLeft: 0 });
    expect(at('14:31:00', grace)).toMatchObject({ phase: 'late', secondsLeft: -31 * 60 });
    expect(at('23:00:00', { ...grace, state: 'met', endedAt: '2026-11-22T14:25:00Z' })).toMatchObject({
      phase: 'met',
      secondsLeft: 5 * 60,
    });
  });

  it('holds a clock whose limit is its start', () => {
    expect(at('08:00:00', { due: clock.startedAt, lateAfter: clock.startedAt, warnings: [] })).toMatchObject({
      phase: 'running',
      at: 0,
    });
  });
});

describe('reckoning', () => {
  it('does not repeat the clause and its gist', () => {
    const told = {
      clause: 'hanjiang-2016/11c',
      gist: '6小时到场',
      explanation: 'hanjiang-2016/11c 6小时到场; 起算 16:52',
    };
    expect(reckoning(told)).toBe('起算 16:52');
    expect(reckoning({ ...told, explanation: '自派单起 6 小时' })).toBe('自派单起 6 小时');
  });
});
