import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactSummary, Page } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { ProblemNote } from '@/components/ProblemNote';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';

/** The agent's own latest contacts: one without a case stands out, so that none is forgotten. */
export function RecentContacts({ contacts }: { contacts: UseQueryResult<Page<ContactSummary>> }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <section className="card">
      <header>
        <h2>{t('intake.recent.title')}</h2>
      </header>
      {contacts.isPending && <Waiting rows={4} />}
      {contacts.isError && <ProblemNote error={contacts.error} onRetry={() => void contacts.refetch()} />}
      {contacts.data?.items.length === 0 && (
        <Blank title={t('intake.recent.none')}>{t('intake.recent.noneHint')}</Blank>
      )}
      {contacts.data !== undefined && contacts.data.items.length > 0 && (
        <div className="table-wrap">
          <table className="rows">
            <thead>
              <tr>
                <th>{t('intake.recent.number')}</th>
                <th>{t('intake.recent.arrived')}</th>
                <th>{t('intake.recent.cases')}</th>
              </tr>
            </thead>
            <tbody>
              {contacts.data.items.map((contact) => (
                <tr key={contact.id}>
                  <td>
                    <Link to={`/intake/${contact.id}`} className="num">
                      {contact.number || t('app.withheld')}
                    </Link>{' '}
                    {contact.medium !== 'phone' && <Chip>{label('medium', contact.medium)}</Chip>}
                    {contact.answeredAt !== null && contact.endedAt === null && (
                      <Chip tone="blue">{t('intake.call.talking')}</Chip>
                    )}
                  </td>
                  <td>
                    <When at={contact.arrivedAt} />
                  </td>
                  <td>
                    {contact.caseNumbers.length === 0 && contact.answeredAt !== null && (
                      <Chip tone="amber">{t('intake.recent.unregistered')}</Chip>
                    )}
                    {contact.caseNumbers.map((number) => (
                      <Link key={number} to={`/cases/${number}`} className="num nowrap" style={{ marginRight: 8 }}>
                        {number}
                      </Link>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
