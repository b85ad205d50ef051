// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { IntakeDesk } from './desk';

const call = (id: string) => ({ id, number: '13800000001', callId: `call-${id}`, answeredAt: '2026-11-22T08:00:00Z' });

describe('IntakeDesk', () => {
  beforeEach(() => sessionStorage.clear());

  it('opens a tab per contact and never a second one for the same', () => {
    const desk = new IntakeDesk('u1');
    desk.open(call('a'));
    desk.open(call('b'));
    desk.registered('a', 'RJ-1');
    desk.open(call('a'));
    expect(desk.tabs().map((tab) => tab.id)).toEqual(['a', 'b']);
    expect(desk.find('a')?.registered).toEqual(['RJ-1']);
  });

  it('has the same tabs after a reload, for the same person only', () => {
    new IntakeDesk('u1').open(call('a'));
    expect(new IntakeDesk('u1').tabs().map((tab) => tab.id)).toEqual(['a']);
    expect(new IntakeDesk('u2').tabs()).toEqual([]);
  });

  it('does not bring back a call whose tab was closed', () => {
    const desk = new IntakeDesk('u1');
    expect(desk.discover(call('a'))).toBe(true);
    desk.close('a');
    expect(desk.discover(call('a'))).toBe(false);
    expect(desk.tabs()).toEqual([]);
    desk.open(call('a'));
    expect(desk.tabs()).toHaveLength(1);
  });

  it('shows what was registered, and the form again for another matter', () => {
    const desk = new IntakeDesk('u1');
    desk.open(call('a'));
    desk.registered('a', 'RJ-1');
    expect(desk.find('a')).toMatchObject({ writing: false, registered: ['RJ-1'] });
    desk.writeAnother('a');
    desk.registered('a', 'RJ-2');
    expect(desk.find('a')).toMatchObject({ writing: false, registered: ['RJ-1', 'RJ-2'] });
  });

  it('tells its watchers of every change and hands out a new list', () => {
    const desk = new IntakeDesk('u1');
    let told = 0;
    const stop = desk.watch(() => {
      told += 1;
    });
    const before = desk.tabs();
    desk.open(call('a'));
    expect(desk.tabs()).not.toBe(before);
    stop();
    desk.close('a');
    expect(told).toBe(1);
  });

  it('survives storage that holds something else', () => {
    sessionStorage.setItem('hotline.intake/u1', '{broken');
    expect(new IntakeDesk('u1').tabs()).toEqual([]);
  });
});
