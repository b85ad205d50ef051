import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeFilter, noAuditFilter } from '@/api/filters';
import { auditQuery } from '@/api/recordings';
import { Blank, Waiting } from '@/components/Blank';
import { Pager } from '@/components/Pager';
import { ProblemNote } from '@/components/ProblemNote';
import { useFilter } from '@/components/useFilter';
import { useLabel } from '@/i18n/labels';
import { useTime } from '@/i18n/time';
import styles from './AuditPage.module.css';

/** Who looked at or listened to what, and the reason they gave. Nothing here can be changed. */
export default function AuditPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const time = useTime();
  const [filter, setFilter] = useFilter(noAuditFilter);
  const audit = useQuery(auditQuery(filter));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('oversight.audit.title')}</h1>
        <search className={styles.filters}>
          <Input.Search
            key={`act/${filter.act}`}
            aria-label={t('oversight.audit.act')}
            placeholder={t('oversight.audit.actHint')}
            allowClear
            defaultValue={filter.act}
            onSearch={(act) => setFilter(changeFilter(filter, { act: act.trim() }))}
          />
          <Input.Search
            key={`subject/${filter.subject}`}
            aria-label={t('oversight.audit.subject')}
            placeholder={t('oversight.audit.subject')}
            allowClear
            defaultValue={filter.subject}
            onSearch={(subject) => setFilter(changeFilter(filter, { subject: subject.trim() }))}
          />
        </search>
      </div>
      <section className="card" aria-busy={audit.isFetching}>
        {audit.isError && <ProblemNote error={audit.error} onRetry={() => void audit.refetch()} />}
        {audit.isPending && <Waiting />}
        {audit.data?.items.length === 0 && <Blank title={t('oversight.audit.none')} />}
        {audit.data !== undefined && audit.data.items.length > 0 && (
          <>
            <div className="table-wrap">
              <table className="rows">
                <thead>
                  <tr>
                    <th>{t('oversight.audit.at')}</th>
                    <th>{t('oversight.audit.actor')}</th>
                    <th>{t('oversight.audit.act')}</th>
                    <th>{t('oversight.audit.subject')}</th>
                    <th>{t('oversight.audit.reason')}</th>
                  </tr>
                </thead>
                <tbody>
                  {audit.data.items.map((entry) => (
                    <tr key={`${entry.at}/${entry.actor}/${entry.act}/${entry.subject}`} data-testid="audit">
                      <td className="num nowrap">{time.full(entry.at)}</td>
                      <td className="nowrap">{label('actor', entry.actor)}</td>
                      <td className="nowrap">{label('auditAct', entry.act)}</td>
                      <td className="num nowrap">{entry.subject}</td>
                      <td className={styles.reason}>{entry.reason}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager
              page={audit.data.page}
              size={audit.data.size}
              total={audit.data.total}
              onPage={(page) => setFilter({ ...filter, page })}
            />
          </>
        )}
      </section>
    </div>
  );
}
