import { SendOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { suggestionQuery } from '@/api/cases';
import type { Case } from '@/api/types';
import { Field } from '@/components/Field';
import { useDraft } from '@/drafts/drafts';
import { ActFrame } from './ActFrame';
import { SuggestedUnit } from './SuggestedUnit';
import { UnitPicker } from './UnitPicker';
import { useAct } from './useAct';

/** Dispatch (派单): the suggested unit stands ready, any other can be chosen. Give it the case number as key. */
export function DispatchForm({ shown, onDone }: { shown: Case; onDone?: (fresh: Case) => void }) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(`act/${shown.number}/dispatch`, () => ({ unitId: '', note: '' }));
  const suggested = useQuery(suggestionQuery(shown.category.code, shown.place ?? '')).data?.unit;
  const act = useAct(shown, (fresh) => {
    clear();
    onDone?.(fresh);
  });
  const unitId = draft.unitId !== '' ? draft.unitId : (suggested?.id ?? '');

  return (
    <ActFrame
      act={act}
      label={t('cases.dispatch.send')}
      icon={<SendOutlined />}
      ready={unitId !== ''}
      onSubmit={() => act.perform({ act: 'dispatch', unitId, note: draft.note.trim() || null })}
    >
      <SuggestedUnit category={shown.category.code} place={shown.place ?? ''} />
      <Field label={t('cases.dispatch.unit')} error={act.fieldErrors.unitId}>
        {(control) => (
          <UnitPicker
            control={control}
            value={unitId}
            suggestedId={suggested?.id}
            onChange={(id) => change({ unitId: id })}
          />
        )}
      </Field>
      <Field label={t('cases.dispatch.note')} error={act.fieldErrors.note}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
    </ActFrame>
  );
}
