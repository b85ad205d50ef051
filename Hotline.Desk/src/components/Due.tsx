import { useTranslation } from 'react-i18next';
import { useNow } from '@/api/clock';
import { useLabel } from '@/i18n/labels';
import { useTime } from '@/i18n/time';
import { Chip } from './Chips';
import styles from './Due.module.css';
import { When } from './When';

/** The next deadline of a case: which clock, when, and plainly if it has passed. */
export function Due({ next }: { next: { clock: string; due: string; late: boolean } | null }) {
  const label = useLabel();
  const { t } = useTranslation();
  const time = useTime();
  const now = useNow();
  if (next === null) return <span className="muted">–</span>;
  const late = next.late || Date.parse(next.due) < now;
  return (
    <span className={styles.due} data-late={late || undefined}>
      <span className="small">{label('clock', next.clock)}</span>
      {late ? (
        <Chip tone="red" title={time.full(next.due)}>
          {t('cases.lateBy', { length: time.length((now - Date.parse(next.due)) / 1000) })}
        </Chip>
      ) : (
        <When at={next.due} />
      )}
    </span>
  );
}
