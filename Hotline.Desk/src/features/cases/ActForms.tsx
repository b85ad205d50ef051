import { CheckOutlined, EnvironmentOutlined, FormOutlined, MessageOutlined, RollbackOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addPhoto } from '@/api/cases';
import { type Case, type Outcome, outcomes } from '@/api/types';
import { ActFrame } from '@/components/acts/ActFrame';
import { useAct } from '@/components/acts/useAct';
import { Field } from '@/components/Field';
import { useDraft } from '@/drafts/drafts';
import { useLabel } from '@/i18n/labels';
import { fromChinaTime } from './chinaTime';
import { Moment } from './Moment';

interface Props {
  shown: Case;
}

const draftOf = (shown: Case, act: string) => `act/${shown.number}/${act}`;

export function SignForm({ shown }: Props) {
  const { t } = useTranslation();
  const act = useAct(shown, () => {});
  return (
    <ActFrame
      act={act}
      label={t('cases.act.sign')}
      icon={<FormOutlined />}
      ready
      onSubmit={() => act.perform({ act: 'sign' })}
    >
      <p className="muted small">{t('cases.act.signHint')}</p>
    </ActFrame>
  );
}

export function OnSiteForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'on-site'), () => ({ place: shown.place ?? '', note: '' }));
  const act = useAct(shown, clear);
  const [photoIds, setPhotoIds] = useState<string[]>([]);
  const [photoError, setPhotoError] = useState<string>();
  const take = async (files: FileList | null) => {
    setPhotoError(undefined);
    try {
      const kept = await Promise.all(Array.from(files ?? [], (file) => addPhoto(shown.number, file)));
      setPhotoIds(kept.map(({ id }) => id));
    } catch {
      setPhotoIds([]);
      setPhotoError(t('cases.act.onSitePhotoRefused'));
    }
  };
  return (
    <ActFrame
      act={act}
      label={t('cases.act.onSite')}
      icon={<EnvironmentOutlined />}
      ready
      onSubmit={() => act.perform({ act: 'on-site', place: draft.place.trim(), note: draft.note.trim(), photoIds })}
    >
      <Field label={t('cases.act.onSitePlace')} error={act.fieldErrors.place} must>
        {(control) => (
          <Input {...control} value={draft.place} onChange={(event) => change({ place: event.target.value })} />
        )}
      </Field>
      <Text
        label={t('cases.act.onSiteNote')}
        error={act.fieldErrors.note}
        value={draft.note}
        onChange={(note) => change({ note })}
      />
      <Field label={t('cases.act.onSitePhoto')} error={photoError ?? act.fieldErrors.photoIds}>
        {(control) => (
          <input
            {...control}
            type="file"
            multiple
            accept="image/jpeg,image/png,image/webp"
            onChange={(event) => void take(event.target.files)}
          />
        )}
      </Field>
    </ActFrame>
  );
}

export function ReplyForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'reply'), () => ({ text: '', outcome: '' as Outcome | '' }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.act.reply')}
      icon={<MessageOutlined />}
      ready={draft.outcome !== ''}
      onSubmit={() => {
        if (draft.outcome !== '') act.perform({ act: 'reply', text: draft.text.trim(), outcome: draft.outcome });
      }}
    >
      <Text
        label={t('cases.act.replyText')}
        error={act.fieldErrors.text}
        value={draft.text}
        rows={6}
        must
        onChange={(text) => change({ text })}
      />
      <OutcomeField error={act.fieldErrors.outcome} value={draft.outcome} onChange={(outcome) => change({ outcome })} />
    </ActFrame>
  );
}

export function CloseForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'close'), () => ({
    outcome: (shown.reply?.outcome ?? '') as Outcome | '',
    note: '',
  }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.act.close')}
      icon={<CheckOutlined />}
      ready={draft.outcome !== ''}
      onSubmit={() => {
        if (draft.outcome !== '')
          act.perform({ act: 'close', outcome: draft.outcome, note: draft.note.trim() || null });
      }}
    >
      <OutcomeField error={act.fieldErrors.outcome} value={draft.outcome} onChange={(outcome) => change({ outcome })} />
      <Text
        label={t('cases.act.closeNote')}
        error={act.fieldErrors.note}
        value={draft.note}
        onChange={(note) => change({ note })}
      />
      <p className="muted small">{t('cases.act.closeHint')}</p>
    </ActFrame>
  );
}

export function ReworkForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'rework'), () => ({ reason: '', due: '' }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.act.rework')}
      icon={<RollbackOutlined />}
      ready
      danger
      onSubmit={() => act.perform({ act: 'rework', reason: draft.reason.trim(), due: fromChinaTime(draft.due) })}
    >
      <Text
        label={t('cases.act.reworkReason')}
        error={act.fieldErrors.reason}
        value={draft.reason}
        must
        onChange={(reason) => change({ reason })}
      />
      <Moment
        label={t('cases.act.reworkDue')}
        hint={t('cases.act.reworkDueHint')}
        error={act.fieldErrors.due}
        value={draft.due}
        onChange={(due) => change({ due })}
      />
    </ActFrame>
  );
}

interface TextProps {
  label: string;
  error: string | undefined;
  value: string;
  rows?: number;
  must?: boolean;
  onChange: (value: string) => void;
}

function Text({ label, error, value, rows = 3, must = false, onChange }: TextProps) {
  const { t } = useTranslation();
  return (
    <Field label={label} error={error !== undefined && value.trim() === '' ? t('app.missing') : error} must={must}>
      {(control) => (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: rows, maxRows: 16 }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface OutcomeProps {
  error: string | undefined;
  value: Outcome | '';
  onChange: (outcome: Outcome) => void;
}

function OutcomeField({ error, value, onChange }: OutcomeProps) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <Field label={t('cases.outcome')} error={error} must>
      {(control) => (
        <Select
          {...control}
          style={{ width: '100%' }}
          value={value === '' ? null : value}
          placeholder={t('cases.act.chooseOutcome')}
          onChange={(outcome) => {
            if (outcome !== null) onChange(outcome);
          }}
          options={outcomes.map((outcome) => ({ value: outcome, label: label('outcome', outcome) }))}
        />
      )}
    </Field>
  );
}
