import { describe, expect, it } from 'vitest';
import { clockFace, fullTime, lengthOfTime, relativeTime, shortTime } from './time';

const now = Date.parse('2026-11-22T08:00:00Z');

describe('time', () => {
  it('is China’s, whatever the seat’s zone is', () => {
    expect(shortTime('2026-11-22T06:05:00Z', now, 'zh-CN')).toBe('14:05');
    expect(fullTime('2026-11-22T16:30:07Z', 'en')).toBe('2026-11-23 00:30:07');
  });

  it('shows as much of the date as is needed', () => {
    expect(shortTime('2026-11-21T15:59:00Z', now, 'zh-CN')).toBe('11-21 23:59');
    expect(shortTime('2026-11-21T16:01:00Z', now, 'zh-CN')).toBe('00:01');
    expect(shortTime('2025-12-31T16:00:00Z', now, 'en')).toBe('01-01 00:00');
    expect(shortTime('2025-12-31T15:59:00Z', now, 'en')).toBe('2025-12-31 23:59');
  });

  it('tells distances in the largest unit that fits', () => {
    expect(relativeTime('2026-11-22T07:57:00Z', now, 'zh-CN')).toBe('3分钟前');
    expect(relativeTime('2026-11-22T10:30:00Z', now, 'en')).toBe('in 2 hr.');
    expect(relativeTime('2026-11-20T08:00:00Z', now, 'en')).toBe('2 days ago');
  });

  it('has a clock face for lengths', () => {
    expect(clockFace(249)).toBe('04:09');
    expect(clockFace(3849.6)).toBe('1:04:09');
    expect(clockFace(-61)).toBe('01:01');
    expect(clockFace(0)).toBe('00:00');
  });
});

describe('lengthOfTime', () => {
  it('uses the two largest units', () => {
    expect(lengthOfTime(2 * 86400 + 3 * 3600 + 59, 'zh-CN')).toBe('2天3小时');
    expect(lengthOfTime(310, 'en')).toBe('5 min 10 sec');
    expect(lengthOfTime(3600, 'en')).toBe('1 hr');
    expect(lengthOfTime(0, 'zh-CN')).toBe('0秒');
    expect(lengthOfTime(86400 + 60, 'zh-CN')).toBe('1天');
  });
});
