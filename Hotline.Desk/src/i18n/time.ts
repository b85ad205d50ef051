import { useTranslation } from 'react-i18next';
import { currentLanguage } from './language';

const zone = 'Asia/Shanghai';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}/${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

const dayOf = (at: number) => format('en-CA', 'day', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** `14:05`, `昨天 14:05`, `11-20 14:05` or with the year: as much of the date as is needed, in China's time. */
export function shortTime(iso: string, now: number, language: string): string {
  const at = Date.parse(iso);
  const clock = format(language, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  if (dayOf(at) === dayOf(now)) return clock;
  const [year, month, date] = dayOf(at).split('-');
  const sameYear = year === dayOf(now).slice(0, 4);
  return sameYear ? `${month}-${date} ${clock}` : `${year}-${month}-${date} ${clock}`;
}

/** The whole moment to the second, in China's time, whatever the seat's time zone is. */
export function fullTime(iso: string, language: string): string {
  const at = Date.parse(iso);
  const clock = format(language, 'clock-s', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${dayOf(at)} ${clock}`;
}

/** `3分钟前`, `in 2 hours`: in the largest unit that fits. */
export function relativeTime(iso: string, now: number, language: string): string {
  const distance = Date.parse(iso) - now;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const size = Math.abs(distance);
  if (size < minute) return words.format(Math.trunc(distance / 1000), 'second');
  if (size < hour) return words.format(Math.trunc(distance / minute), 'minute');
  if (size < day) return words.format(Math.trunc(distance / hour), 'hour');
  return words.format(Math.trunc(distance / day), 'day');
}

/** `04:09`, `1:04:09`: a length of time on a clock face. Negative lengths lose their sign: say in words what they mean. */
export function clockFace(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

const unitSeconds = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `2天3小时`, `5 min, 10 sec`: a length of time in its two largest units. */
export function lengthOfTime(seconds: number, language: string): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of unitSeconds) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    const last = unit === 'second' && parts.length === 0;
    if (count > 0 || last)
      parts.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(language.startsWith('zh') ? '' : ' ');
}

/** The ways to write a moment, in the language spoken now. */
export function useTime() {
  useTranslation();
  const language = currentLanguage();
  return {
    short: (iso: string, now: number) => shortTime(iso, now, language),
    full: (iso: string) => fullTime(iso, language),
    length: (seconds: number) => lengthOfTime(seconds, language),
    relative: (iso: string, now: number) => relativeTime(iso, now, language),
  };
}
