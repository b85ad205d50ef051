import { describe, expect, it } from 'vitest';
import { dayEnd, dayStart } from '@/api/recordings';
import { bucketsFor, keyStep, soundAddress, waveformAddress } from './playing';

describe('playing', () => {
  it('seeks 5 seconds by the arrows, 15 with Shift, and leaves other keys alone', () => {
    expect([keyStep('ArrowLeft', false), keyStep('ArrowRight', true), keyStep('a', false)]).toEqual([-5, 15, null]);
  });

  it('keeps the play id in the addresses it completes', () => {
    expect(waveformAddress('/api/recordings/r1/waveform?play=p1', 400)).toBe(
      '/api/recordings/r1/waveform?play=p1&buckets=400',
    );
    expect(soundAddress('/api/recordings/r1/audio?play=p1', 0)).toBe('/api/recordings/r1/audio?play=p1&format=wav');
    expect(soundAddress('/a?play=p1&format=stored', 2)).toBe('/a?play=p1&format=wav&load=2');
  });

  it('asks for as many bars as the screen shows, within reason', () => {
    expect([bucketsFor(300), bucketsFor(1440), bucketsFor(9000)]).toEqual([200, 480, 1200]);
  });

  it('searches whole days in China', () => {
    expect(dayStart('2026-11-22')).toBe('2026-11-21T16:00:00.000Z');
    expect(dayEnd('2026-11-22')).toBe('2026-11-22T16:00:00.000Z');
    expect(dayStart('')).toBe('');
  });
});
