import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import type { Case } from '@/api/types';
import { draftIds, dropDraft, readDraft } from '@/drafts/drafts';
import { useLabel } from '@/i18n/labels';
import styles from './Acts.module.css';
import { type Kept, keptTexts } from './kept';

/** What was typed for an act that has meanwhile become impossible: it stays until it is copied or discarded. */
export function KeptText({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  const user = useUser();
  const { message } = App.useApp();
  const [kept, setKept] = useState(() =>
    keptTexts(
      shown.number,
      shown.acts.map(({ act }) => act),
      draftIds(user.id),
      (id) => readDraft(user.id, id),
    ),
  );
  const discard = (gone: Kept) => {
    dropDraft(user.id, gone.id);
    setKept(kept.filter(({ id }) => id !== gone.id));
  };
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    message.success(t('cases.act.copied'));
  };
  return kept.map((text) => (
    <div key={text.id} className={styles.changes} role="status" data-testid="kept-text">
      <strong>{t('cases.act.kept', { act: label('act', text.act) })}</strong>
      <p className="prewrap">{text.text}</p>
      <div className={styles.foot}>
        <Button size="small" onClick={() => void copy(text.text)}>
          {t('cases.act.copy')}
        </Button>
        <Button size="small" onClick={() => discard(text)}>
          {t('cases.act.discard')}
        </Button>
      </div>
    </div>
  ));
}
