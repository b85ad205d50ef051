import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { Chip } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './CasePage.module.css';

/** To whom the case went and why, and what they answered. */
export function Assignments({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  if (shown.assignments.length === 0) return <p className="muted">{t('cases.assignments.none')}</p>;
  return (
    <>
      <ol className={styles.assignments}>
        {shown.assignments.map((assignment) => (
          <li key={assignment.dispatchedAt}>
            <div className={styles.line}>
              <span>
                <strong>{assignment.unit.name}</strong>{' '}
                {assignment.automatic && <Chip tone="amber">{t('cases.assignments.automatic')}</Chip>}{' '}
                <span className="muted small">{assignment.reason}</span> <Clause id={assignment.clause} />
              </span>
            </div>
            <dl className={styles.steps}>
              <div>
                <dt>{t('cases.assignments.dispatched')}</dt>
                <dd>
                  <When at={assignment.dispatchedAt} /> {label('actor', assignment.dispatchedBy)}
                </dd>
              </div>
              <div>
                <dt>{t('cases.assignments.signed')}</dt>
                <dd>
                  <When at={assignment.signedAt} />
                </dd>
              </div>
              <div>
                <dt>{t('cases.assignments.replied')}</dt>
                <dd>
                  <When at={assignment.repliedAt} />
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ol>
      {shown.reply && (
        <div className={styles.reply} data-testid="reply">
          <div className={styles.line}>
            <span>
              <strong>{t('cases.reply')}</strong> <Chip tone="green">{label('outcome', shown.reply.outcome)}</Chip>
            </span>
            <span className="small">
              {shown.reply.by} · <When at={shown.reply.at} />
            </span>
          </div>
          <p className="prewrap">{shown.reply.text}</p>
        </div>
      )}
    </>
  );
}
