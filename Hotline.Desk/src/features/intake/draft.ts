import type { Case, NewCase } from '@/api/types';

/** The case form as it is typed. */
export interface IntakeValues {
  requestType: string;
  categoryCode: string;
  place: string;
  text: string;
  confidential: boolean;
  hazard: boolean;
  /** The hazard mark was set by hand: the category no longer presets it. */
  hazardByHand: boolean;
  requesterName: string;
  requesterPhone: string;
}

export interface IntakeDraft extends IntakeValues {
  /** The same for every attempt to save this form, so that a repeat makes no second case. */
  key: string;
}

export const blankValues: IntakeValues = {
  requestType: '',
  categoryCode: '',
  place: '',
  text: '',
  confidential: false,
  hazard: false,
  hazardByHand: false,
  requesterName: '',
  requesterPhone: '',
};

export const blankDraft = (): IntakeDraft => ({ ...blankValues, key: crypto.randomUUID() });

export const draftId = (tab: string) => `intake/${tab}`;

export function isDirty(values: IntakeValues): boolean {
  return (Object.keys(blankValues) as (keyof IntakeValues)[]).some((name) => values[name] !== blankValues[name]);
}

/** A category presets the hazard mark until the agent has decided it by hand. */
export function chooseCategory(values: IntakeValues, code: string, hazard: boolean): Partial<IntakeValues> {
  return values.hazardByHand ? { categoryCode: code } : { categoryCode: code, hazard };
}

const text = (value: string) => (value.trim() === '' ? null : value.trim());

export function toNewCase(values: IntakeValues, contactId: string | null): NewCase {
  return {
    contactId,
    requestType: text(values.requestType),
    categoryCode: text(values.categoryCode),
    place: text(values.place),
    text: text(values.text),
    confidential: values.confidential,
    hazard: values.hazard,
    requesterName: text(values.requesterName),
    requesterPhone: text(values.requesterPhone),
  };
}

/**
 * What the form says and the stored case does not. Not empty when an earlier attempt had been stored after all (its answer was
 * lost) and the form was changed before the repeat.
 */
export function unsavedParts(values: IntakeValues, stored: Case): string[] {
  const parts: [string | null, string | null][] = [
    [text(values.place), stored.place],
    [text(values.text), stored.text],
  ];
  return parts.filter(([typed, kept]) => (typed ?? '') !== (kept ?? '')).map(([typed]) => typed ?? '');
}

/** The error to show at each field: an empty field is "missing" in the reader's language, else what the product said. */
export function errorsAtFields(
  errors: Readonly<Record<string, string>>,
  values: IntakeValues,
  missing: string,
): Partial<Record<keyof IntakeValues, string>> {
  const result: Partial<Record<keyof IntakeValues, string>> = {};
  for (const [name, message] of Object.entries(errors)) {
    if (!(name in blankValues)) continue;
    const field = name as keyof IntakeValues;
    const value = values[field];
    result[field] = typeof value === 'string' && value.trim() === '' ? missing : message;
  }
  return result;
}

/** Messages about something that the form has no field for. */
export const otherErrors = (errors: Readonly<Record<string, string>>) =>
  Object.entries(errors)
    .filter(([name]) => !(name in blankValues))
    .map(([, message]) => message);
