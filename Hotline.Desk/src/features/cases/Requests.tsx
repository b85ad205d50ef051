import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { Chip } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './CasePage.module.css';

/** Returns and extensions that units asked for, and limits that go before the policy's. */
export function Requests({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <ol className={styles.assignments}>
      {shown.limits.map((limit) => (
        <li key={limit.source}>
          <strong>{label('limitSource', limit.source)}</strong> {limit.document} · <When at={limit.due} />{' '}
          <Clause id={limit.clause} />
        </li>
      ))}
      {shown.requests.map((request) => (
        <li key={request.id}>
          <div className={styles.line}>
            <span>
              <strong>{label('requestKind', request.kind)}</strong> <Chip>{label('requestState', request.state)}</Chip>{' '}
              {request.unit.name} <span className="muted small">{request.reason}</span> <Clause id={request.clause} />
            </span>
            <span className="small">
              {request.askedBy} · <When at={request.askedAt} />
            </span>
          </div>
          <p className="small">
            {t('cases.request.decides')} {request.approver?.name ?? t('cases.request.office')}
            {request.byLeader && ` · ${t('cases.request.leaderDecides')}`}
          </p>
          {request.passedOver.map((passed) => (
            <p key={passed.unit.id} className="small">
              {t('cases.request.passedOver')} {passed.unit.name} ·{' '}
              {t(
                passed.elsewhere
                  ? 'cases.request.elsewhere'
                  : passed.byLeader
                    ? 'cases.request.noLeader'
                    : 'cases.request.noHandler',
              )}
            </p>
          ))}
          {request.until && (
            <p className="small">
              {t('cases.request.newEnd')} <When at={request.until} />
            </p>
          )}
          {request.suggestedUnit && (
            <p className="small">
              {t('cases.request.suggested')} {request.suggestedUnit.name}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
