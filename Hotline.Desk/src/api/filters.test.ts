import { describe, expect, it } from 'vitest';
import { changeFilter, noCaseFilter, noRecordingFilter, readFilter, writeFilter } from './filters';

const read = (search: string) => readFilter(new URLSearchParams(search), noCaseFilter);

describe('filters', () => {
  it('are empty for an empty address and write an empty address', () => {
    expect(read('')).toEqual(noCaseFilter);
    expect(writeFilter(noCaseFilter, noCaseFilter).toString()).toBe('');
  });

  it('come back from the address they were written to', () => {
    const filter = { ...noCaseFilter, state: 'follow-up', q: '井盖 & 水', late: true, page: 3, unit: 'u1' };
    expect(readFilter(writeFilter(filter, noCaseFilter), noCaseFilter)).toEqual(filter);
    const calls = { ...noRecordingFilter, from: '2026-11-01', to: '2026-11-22', number: '0594' };
    expect(readFilter(writeFilter(calls, noRecordingFilter), noRecordingFilter)).toEqual(calls);
  });

  it('ignore nonsense instead of asking the product for it', () => {
    expect(read('page=0&size=100000&late=maybe')).toEqual(noCaseFilter);
    expect(read('page=-2').page).toBe(1);
    expect(read('page=1e3').page).toBe(1);
    expect(read('nothing=1')).toEqual(noCaseFilter);
  });

  it('start again on page one when anything but the page changes', () => {
    const third = { ...noCaseFilter, page: 3 };
    expect(changeFilter(third, { q: 'x' })).toMatchObject({ q: 'x', page: 1 });
    expect(changeFilter(third, { page: 4 })).toMatchObject({ page: 4 });
  });
});
