import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '@/api/types';
import { Clause } from '@/components/Clause';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './Acts.module.css';

/** What others did to the case while this person was typing. */
export function Changes({ entries, onGoOn }: { entries: readonly HistoryEntry[]; onGoOn: () => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <div className={styles.changes} role="alert">
      <strong>{t('cases.act.changed')}</strong>
      <ul>
        {entries.map((entry) => (
          <li key={entry.seq}>
            <When at={entry.at} /> {label('actor', entry.actor)} · {label('historyAct', entry.act)} {entry.detail}{' '}
            <Clause id={entry.clause} />
          </li>
        ))}
      </ul>
      <Button size="small" onClick={onGoOn}>
        {t('cases.act.goOn')}
      </Button>
    </div>
  );
}
