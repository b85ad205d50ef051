import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '@/api/types';
import { Clause } from '@/components/Clause';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './CasePage.module.css';

/** The sealed history, newest first: who, when, by which clause. Each entry's seal covers the one before it. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { message } = App.useApp();
  const copy = async (hash: string) => {
    await navigator.clipboard.writeText(hash);
    message.success(t('cases.history.copied'));
  };
  return (
    <ol className={styles.history}>
      {[...entries]
        .sort((a, b) => b.seq - a.seq)
        .map((entry) => (
          <li key={entry.seq} className={styles.entry}>
            <span className="muted num">{entry.seq}</span>
            <When at={entry.at} />
            <span>
              <strong>{label('historyAct', entry.act)}</strong> · {label('actor', entry.actor)}{' '}
              <Clause id={entry.clause} />
              {entry.detail && <div className={`${styles.detail} prewrap`}>{entry.detail}</div>}
            </span>
            <button
              type="button"
              className={styles.hash}
              title={`${t('cases.history.seal')} ${entry.hash}`}
              onClick={() => void copy(entry.hash)}
            >
              {entry.hash.slice(0, 8)}
            </button>
          </li>
        ))}
    </ol>
  );
}
