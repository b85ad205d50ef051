// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { draftIds, dropDraft, dropDrafts, readDraft, writeDraft } from './drafts';

describe('drafts', () => {
  beforeEach(() => sessionStorage.clear());

  it('give back what was typed, by person and form', () => {
    writeDraft('u1', 'intake/c1', { text: '井盖' });
    expect(readDraft('u1', 'intake/c1')).toEqual({ text: '井盖' });
    expect(readDraft('u1', 'intake/c2')).toBeNull();
    expect(readDraft('u2', 'intake/c1')).toBeNull();
  });

  it('are listed and dropped for one person without touching another', () => {
    writeDraft('u1', 'intake/c1', {});
    writeDraft('u1', 'act/RJ-1/reply', {});
    writeDraft('u10', 'intake/c9', {});
    expect(draftIds('u1').sort()).toEqual(['act/RJ-1/reply', 'intake/c1']);
    dropDraft('u1', 'intake/c1');
    expect(draftIds('u1')).toEqual(['act/RJ-1/reply']);
    dropDrafts('u1');
    expect(draftIds('u1')).toEqual([]);
    expect(draftIds('u10')).toEqual(['intake/c9']);
  });

  it('ignore what is not theirs to read', () => {
    sessionStorage.setItem('hotline.draft/u1/x', '{broken');
    expect(readDraft('u1', 'x')).toBeNull();
  });
});
