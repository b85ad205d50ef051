import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '@/api/problem';
import { requestPlay } from '@/api/recordings';
import type { Play, RecordingSummary } from '@/api/types';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/ProblemNote';

const usual = ['quality', 'complaint', 'review', 'training'] as const;

interface Props {
  recording: RecordingSummary;
  onPermitted: (play: Play) => void;
  onCancel: () => void;
}

/** Asks why, before the first sound: the answer is in the audit trail. */
export function PlayReason({ recording, onPermitted, onCancel }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const ask = useMutation({ mutationFn: () => requestPlay(recording.id, reason.trim()), onSuccess: onPermitted });
  const errors = fieldErrors(ask.error);
  const send = () => {
    if (reason.trim() !== '' && !ask.isPending) ask.mutate();
  };
  return (
    <Modal
      open
      title={t('oversight.recordings.reasonTitle')}
      okText={t('oversight.recordings.play')}
      okButtonProps={{ disabled: reason.trim() === '', loading: ask.isPending }}
      onOk={send}
      onCancel={onCancel}
      destroyOnHidden
    >
      <div style={{ display: 'grid', gap: 10 }}>
        <p className="muted">{t('oversight.recordings.reasonHint')}</p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
          {usual.map((name) => {
            const words = t(`oversight.recordings.usual.${name}`);
            return (
              <Button key={name} size="small" onClick={() => setReason(words)}>
                {words}
              </Button>
            );
          })}
        </div>
        <Field label={t('oversight.recordings.reason')} error={errors.reason} must>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onPressEnter={send}
            />
          )}
        </Field>
        {ask.error && Object.keys(errors).length === 0 && <ProblemNote error={ask.error} />}
      </div>
    </Modal>
  );
}
