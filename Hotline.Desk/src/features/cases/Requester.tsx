import { EyeOutlined } from '@ant-design/icons';
import { Button, type GetRef, Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/api/clock';
import type { Case } from '@/api/types';
import { ActFrame } from '@/components/acts/ActFrame';
import { useAct } from '@/components/acts/useAct';
import { Chip } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { Field } from '@/components/Field';
import { clockFace, useTime } from '@/i18n/time';
import styles from './Requester.module.css';

const longestReason = 500;

/** Who asked: shown, withheld, or withheld until a leader says why they must know, and then for a while and with their own name over it. */
export function Requester({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const [opened, open] = useState(false);
  const { name, phone, masked, reveal } = shown.requester;
  const words = [name, phone].filter(Boolean).join(' · ');
  const may = shown.acts.find(({ act }) => act === 'reveal');
  if (!masked && reveal) return <Revealed words={words} until={reveal.until} mark={reveal.watermark} fresh={opened} />;
  if (!masked) return words;
  return (
    <>
      {words} <Chip title={t('cases.maskedHint')}>{t('cases.masked')}</Chip>{' '}
      {may && (
        <Button size="small" icon={<EyeOutlined />} data-testid="reveal" onClick={() => ask(true)}>
          {t('cases.reveal.ask')}
        </Button>
      )}
      {asking && (
        <Reason
          shown={shown}
          clause={may?.clause ?? null}
          onDone={() => {
            open(true);
            ask(false);
          }}
          onCancel={() => ask(false)}
        />
      )}
    </>
  );
}

/** Asks why, before anything is shown: the answer stands in the case's history and in the audit trail. */
function Reason({
  shown,
  clause,
  onDone,
  onCancel,
}: {
  shown: Case;
  clause: string | null;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const act = useAct(shown, onDone);
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  return (
    <Modal
      open
      title={t('cases.reveal.title')}
      footer={null}
      onCancel={onCancel}
      afterOpenChange={(isOpen) => isOpen && field.current?.focus()}
      destroyOnHidden
    >
      <div className={styles.reason}>
        <p className="muted">
          {t('cases.reveal.hint')} <Clause id={clause} />
        </p>
        <ActFrame
          act={act}
          label={t('cases.reveal.confirm')}
          icon={<EyeOutlined />}
          ready={reason.trim() !== ''}
          onSubmit={() => act.perform({ act: 'reveal', reason: reason.trim() })}
        >
          <Field label={t('cases.reveal.reason')} error={act.fieldErrors.reason} must>
            {(control) => (
              <Input.TextArea
                {...control}
                ref={field}
                rows={3}
                maxLength={longestReason}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        </ActFrame>
      </div>
    </Modal>
  );
}

function Revealed({ words, until, mark, fresh }: { words: string; until: string; mark: string; fresh: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const time = useTime();
  const box = useRef<HTMLDivElement>(null);

  // The button that had the focus is gone: whoever pressed it is led to what it brought.
  useEffect(() => {
    if (fresh) box.current?.focus();
  }, [fresh]);
  return (
    <div className={styles.revealed} ref={box} tabIndex={-1} data-testid="revealed">
      <strong>{words}</strong>
      <span className="muted small">
        {t('cases.reveal.left')}{' '}
        <span role="timer" className="num" title={time.full(until)}>
          {clockFace(Math.max(0, (Date.parse(until) - now) / 1000))}
        </span>
      </span>
      <span className={`${styles.mark} small`}>{t('cases.reveal.mark', { mark })}</span>
    </div>
  );
}
