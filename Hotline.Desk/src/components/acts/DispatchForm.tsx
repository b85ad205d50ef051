import { SendOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { suggestionQuery } from '@/api/cases';
import { fieldErrors } from '@/api/problem';
import type { Case } from '@/api/types';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/ProblemNote';
import { useDraft } from '@/drafts/drafts';
import styles from './Acts.module.css';
import { Changes } from './Changes';
import { SuggestedUnit } from './SuggestedUnit';
import { UnitPicker } from './UnitPicker';
import { useAct } from './useAct';

/** Dispatch (派单): the suggested unit stands ready, any other can be chosen. */
export function DispatchForm({ shown, onDone }: { shown: Case; onDone?: (fresh: Case) => void }) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(`act/${shown.number}/dispatch`, () => ({ unitId: '', note: '' }));
  const suggested = useQuery(suggestionQuery(shown.category.code, shown.place ?? '')).data?.unit;
  const act = useAct(shown, (fresh) => {
    clear();
    onDone?.(fresh);
  });
  const errors = fieldErrors(act.error);
  const unitId = draft.unitId !== '' ? draft.unitId : (suggested?.id ?? '');
  const send = () => {
    if (unitId !== '' && !act.pending) act.perform({ act: 'dispatch', unitId, note: draft.note.trim() || null });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter from any field of the form
    <div
      className={styles.form}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) send();
      }}
    >
      <SuggestedUnit category={shown.category.code} place={shown.place ?? ''} />
      <Field label={t('cases.dispatch.unit')} error={errors.unitId}>
        {(control) => (
          <UnitPicker
            control={control}
            value={unitId}
            suggestedId={suggested?.id}
            onChange={(id) => change({ unitId: id })}
          />
        )}
      </Field>
      <Field label={t('cases.dispatch.note')} error={errors.note}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
      {act.changed && <Changes entries={act.changes} onGoOn={act.goOn} />}
      {act.error && !act.changed && <ProblemNote error={act.error} />}
      <div className={styles.foot}>
        <Button
          type="primary"
          icon={<SendOutlined />}
          loading={act.pending}
          disabled={unitId === '' || act.changed}
          onClick={send}
        >
          {t('cases.dispatch.send')}
        </Button>
      </div>
    </div>
  );
}
