import { expect, it } from 'vitest';
import { fromChinaTime } from './chinaTime';

it('reads local time in China', () => {
  expect(fromChinaTime('2026-03-10T17:30')).toBe('2026-03-10T09:30:00.000Z');
  expect(fromChinaTime('2026-03-10T17:30:15')).toBe('2026-03-10T09:30:15.000Z');
  expect(fromChinaTime('')).toBeNull();
  expect(fromChinaTime('soon')).toBeNull();
});
