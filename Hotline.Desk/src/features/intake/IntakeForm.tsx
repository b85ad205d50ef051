import { CheckOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Radio, Switch } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registerCase, takeCase } from '@/api/cases';
import { categoriesQuery } from '@/api/city';
import { fieldErrors } from '@/api/problem';
import { type Contact, requestTypes } from '@/api/types';
import { SuggestedUnit } from '@/components/acts/SuggestedUnit';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/ProblemNote';
import { useDraft } from '@/drafts/drafts';
import { useLabel } from '@/i18n/labels';
import { CategoryPicker } from './CategoryPicker';
import { leavesOf } from './categories';
import { type IntakeTab, isWithoutContact, useIntakeDesk } from './desk';
import {
  blankDraft,
  chooseCategory,
  draftId,
  errorsAtFields,
  type IntakeValues,
  isDirty,
  otherErrors,
  toNewCase,
  unsavedParts,
} from './draft';
import { HazardCountdown } from './HazardCountdown';
import styles from './IntakeSheet.module.css';
import { useSettled } from './useSettled';

const placeSettles = 400;

export function IntakeForm({ tab, contact }: { tab: IntakeTab; contact: Contact | undefined }) {
  const { t } = useTranslation();
  const label = useLabel();
  const client = useQueryClient();
  const { desk } = useIntakeDesk();
  const { modal } = App.useApp();
  const [draft, change, clear] = useDraft(draftId(tab.id), blankDraft);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const form = useRef<HTMLFormElement>(null);
  const categories = useQuery(categoriesQuery);
  const leaves = useMemo(() => leavesOf(categories.data ?? []), [categories.data]);
  const without = isWithoutContact(tab.id);
  const place = useSettled(draft.place.trim(), placeSettles);

  const save = useMutation({
    mutationFn: () => registerCase(toNewCase(draft, without ? null : tab.id), draft.key),
    onSuccess: (stored) => {
      const unsaved = unsavedParts(draft, stored);
      takeCase(client, stored);
      clear();
      desk.registered(tab.id, stored.number);
      if (unsaved.length > 0)
        modal.warning({
          title: t('intake.stored.title', { number: stored.number }),
          content: (
            <>
              <p>{t('intake.stored.hint')}</p>
              {unsaved.map((text) => (
                <p key={text} className="prewrap">
                  {text}
                </p>
              ))}
            </>
          ),
        });
    },
    onError: () => setTouched(new Set()),
  });

  const answered = fieldErrors(save.error);
  const errors = errorsAtFields(answered, draft, t('app.missing'));
  const others = otherErrors(answered);
  const anyAtField = Object.keys(errors).length > 0;
  const error = (name: keyof IntakeValues) => (touched.has(name) ? undefined : errors[name]);
  const set = (part: Partial<IntakeValues>) => {
    change(part);
    setTouched((before) => new Set([...before, ...Object.keys(part)]));
  };

  const failures = useDeferredValue(save.failureCount > 0 ? save.error : null);
  useEffect(() => {
    if (failures === null) return;
    const first = form.current?.querySelector('[data-invalid] input, [data-invalid] textarea');
    if (first instanceof HTMLElement) first.focus();
  }, [failures]);

  const submit = () => {
    if (!save.isPending) save.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <div className={styles.work}>
      <form
        ref={form}
        className={styles.form}
        aria-label={t('intake.form')}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t('intake.requestType')} error={error('requestType')} must>
          {({ status: _, id, ...aria }) => (
            <Radio.Group
              {...aria}
              id={id}
              optionType="button"
              value={draft.requestType}
              onChange={(event) => set({ requestType: String(event.target.value) })}
              options={requestTypes.map((type) => ({ value: type, label: label('requestType', type) }))}
            />
          )}
        </Field>
        <Field
          label={t('intake.category')}
          error={error('categoryCode')}
          must
          hint={categories.error ? <ProblemNote error={categories.error} /> : undefined}
        >
          {(control) => (
            <CategoryPicker
              control={control}
              leaves={leaves}
              value={draft.categoryCode}
              onChange={(leaf) => set(chooseCategory(draft, leaf.code, leaf.hazard))}
            />
          )}
        </Field>
        <Field label={t('intake.place')} error={error('place')} must={draft.hazard}>
          {(control) => (
            <Input
              {...control}
              value={draft.place}
              placeholder={t('intake.placeHint')}
              onChange={(event) => set({ place: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('intake.text')} error={error('text')} must>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 6, maxRows: 18 }}
              value={draft.text}
              onChange={(event) => set({ text: event.target.value })}
            />
          )}
        </Field>
        <div className={styles.row}>
          <Field label={t('intake.requesterName')} error={error('requesterName')}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={draft.requesterName}
                onChange={(event) => set({ requesterName: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('intake.requesterPhone')} error={error('requesterPhone')} must={without}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                inputMode="tel"
                className="num"
                value={draft.requesterPhone}
                placeholder={contact?.number ? t('intake.phoneIsCaller', { number: contact.number }) : undefined}
                onChange={(event) => set({ requesterPhone: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className={styles.marks}>
          <Mark
            label={t('intake.hazard')}
            hint={t('intake.hazardHint')}
            checked={draft.hazard}
            onChange={(hazard) => set({ hazard, hazardByHand: true })}
          />
          <Mark
            label={t('intake.confidential')}
            hint={t('intake.confidentialHint')}
            checked={draft.confidential}
            onChange={(confidential) => set({ confidential })}
          />
        </div>
        {save.error && !anyAtField && <ProblemNote error={save.error} />}
        {others.map((message) => (
          <p key={message} role="alert">
            {message}
          </p>
        ))}
        <div className={styles.foot}>
          <Button type="primary" htmlType="submit" icon={<CheckOutlined />} loading={save.isPending}>
            {t('intake.save')}
          </Button>
          <span className="muted small">Ctrl+Enter</span>
          {anyAtField && <span role="status">{t('intake.incomplete')}</span>}
          {isDirty(draft) && <span className="muted small">{t('intake.kept')}</span>}
        </div>
      </form>
      <aside className={styles.side}>
        {contact?.registerBy && (
          <div className={styles.clock}>
            <HazardCountdown
              registerBy={contact.registerBy}
              startedAt={contact.answeredAt ?? contact.arrivedAt}
              binding={draft.hazard}
            />
          </div>
        )}
        <section className={styles.suggestion}>
          <h3>{t('intake.suggestion')}</h3>
          <SuggestedUnit category={draft.categoryCode} place={place} />
        </section>
      </aside>
    </div>
  );
}

interface MarkProps {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Mark({ label, hint, checked, onChange }: MarkProps) {
  const id = useId();
  return (
    <div className={styles.mark}>
      <Switch size="small" id={id} checked={checked} onChange={onChange} />
      <label htmlFor={id}>
        {label} <span className="muted small">{hint}</span>
      </label>
    </div>
  );
}
