import { describe, expect, it } from 'vitest';
import type { Case } from '@/api/types';
import {
  blankDraft,
  blankValues,
  chooseCategory,
  errorsAtFields,
  isDirty,
  otherErrors,
  toNewCase,
  unsavedParts,
} from './draft';

describe('draft', () => {
  it('is clean when blank and dirty with a single letter or mark', () => {
    expect(isDirty(blankDraft())).toBe(false);
    expect(isDirty({ ...blankValues, text: '井' })).toBe(true);
    expect(isDirty({ ...blankValues, confidential: true })).toBe(true);
  });

  it('gives every new form a key of its own', () => {
    expect(blankDraft().key).not.toBe(blankDraft().key);
  });

  it('takes the hazard mark from the category until it was set by hand', () => {
    expect(chooseCategory(blankValues, '1201', true)).toEqual({ categoryCode: '1201', hazard: true });
    const byHand = { ...blankValues, hazard: false, hazardByHand: true };
    expect(chooseCategory(byHand, '1201', true)).toEqual({ categoryCode: '1201' });
  });

  it('sends trimmed values and null for what was left empty', () => {
    const values = { ...blankValues, requestType: 'complaint', text: '  井盖缺失 \n', place: '   ' };
    expect(toNewCase(values, 'c1')).toEqual({
      contactId: 'c1',
      requestType: 'complaint',
      categoryCode: null,
      place: null,
      text: '井盖缺失',
      confidential: false,
      hazard: false,
      requesterName: null,
      requesterPhone: null,
    });
  });

  it('names an empty field as missing and repeats what the product says of a filled one', () => {
    const values = { ...blankValues, requesterPhone: '12' };
    const errors = errorsAtFields({ text: 'required', requesterPhone: '电话号码格式不正确' }, values, '请填写此项');
    expect(errors).toEqual({ text: '请填写此项', requesterPhone: '电话号码格式不正确' });
  });

  it('keeps messages that belong to no field of the form', () => {
    const errors = { contactId: '没有这个来电', text: 'required' };
    expect(otherErrors(errors)).toEqual(['没有这个来电']);
    expect(errorsAtFields(errors, blankValues, 'missing')).toEqual({ text: 'missing' });
  });

  it('finds what a repeat of an already stored registration did not store', () => {
    const stored = { place: '中山路', text: '井盖缺失' } as Case;
    expect(unsavedParts({ ...blankValues, place: '中山路 ', text: '井盖缺失' }, stored)).toEqual([]);
    expect(unsavedParts({ ...blankValues, place: '中山路', text: '井盖缺失，有人受伤' }, stored)).toEqual([
      '井盖缺失，有人受伤',
    ]);
  });
});
