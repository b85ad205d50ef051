import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cityQuery } from '@/api/city';
import { noNoticeFilter } from '@/api/filters';
import { keys } from '@/api/keys';
import { useUser } from '@/api/session';
import { noticesQuery, resendNotice } from '@/api/tasks';
import { type Notice, type NoticeState, noticeStates } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip, type Tone } from '@/components/Chips';
import { ProblemNote } from '@/components/ProblemNote';
import { useFilter } from '@/components/useFilter';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './NoticesPage.module.css';

const tones: Record<NoticeState, Tone> = {
  held: 'amber',
  queued: 'blue',
  sent: 'blue',
  delivered: 'green',
  failed: 'red',
  answered: 'green',
};

/** The outbox: every text message with its true state. What was held was not sent, and the reason stands beside it. */
export default function NoticesPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const [filter, setFilter] = useFilter(noNoticeFilter);
  const notices = useQuery(noticesQuery(filter));
  const sms = useQuery(cityQuery).data?.sms;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('oversight.notices.title')}</h1>
        <Select
          aria-label={t('oversight.notices.state')}
          style={{ width: 140 }}
          value={filter.state}
          onChange={(state) => setFilter({ ...filter, state })}
          options={[
            { value: '', label: t('oversight.notices.anyState') },
            ...noticeStates.map((state) => ({ value: state as string, label: label('noticeState', state) })),
          ]}
        />
      </div>
      {sms !== undefined && sms.state !== 'up' && (
        <p className={styles.banner} role="status">
          {t(`app.smsHint.${sms.state}`)} {sms.detail}
        </p>
      )}
      {sms !== undefined && sms.providers.length > 0 && (
        <ul className="small" aria-label={t('oversight.notices.providers')} data-testid="sms-providers">
          {sms.providers.map((provider) => (
            <li key={provider.name}>
              <Chip tone={provider.state === 'up' && provider.restsUntil === null ? 'green' : 'amber'}>
                {provider.name}
              </Chip>{' '}
              {t('oversight.notices.providerCounts', { accepted: provider.accepted, failed: provider.failed })}{' '}
              {provider.detail}
              {provider.restsUntil !== null && (
                <>
                  {' '}
                  {t('oversight.notices.rests')} <When at={provider.restsUntil} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <section className="card">
        {notices.isError && <ProblemNote error={notices.error} onRetry={() => void notices.refetch()} />}
        {notices.isPending && <Waiting />}
        {notices.data?.length === 0 && <Blank title={t('oversight.notices.none')} />}
        {notices.data !== undefined && notices.data.length > 0 && (
          <ul className={styles.notices}>
            {notices.data.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** What failed goes again only on a person's word: whether it went out the first time is for them to judge. */
function Resend({ id }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { roles } = useUser();
  const resend = useMutation({
    mutationFn: () => resendNotice(id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notices.all }),
  });
  if (!roles.includes('shift-leader') && !roles.includes('dispatcher')) return null;
  return (
    <>
      <Button size="small" loading={resend.isPending} onClick={() => resend.mutate()}>
        {t('oversight.notices.resend')}
      </Button>
      {resend.isError && <ProblemNote error={resend.error} />}
    </>
  );
}

function NoticeRow({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <li className={styles.notice} data-testid="notice" data-state={notice.state}>
      <div>
        <Chip tone={tones[notice.state] ?? 'plain'}>{label('noticeState', notice.state)}</Chip>
        {notice.reason !== null && <div className="small">{label('noticeReason', notice.reason)}</div>}
        {notice.state === 'failed' && notice.kind !== 'survey' && <Resend id={notice.id} />}
      </div>
      <div>
        <div className={styles.head}>
          <strong>{label('noticeKind', notice.kind)}</strong>
          <span>{label('medium', notice.medium)}</span>
          <span className="num">{notice.to}</span>
          {notice.caseNumber !== null && (
            <Link to={`/cases/${notice.caseNumber}`} className="num">
              {notice.caseNumber}
            </Link>
          )}
        </div>
        <p className="prewrap">{notice.text}</p>
      </div>
      <dl className={styles.times}>
        <div>
          <dt>{t('oversight.notices.created')}</dt>
          <dd>
            <When at={notice.createdAt} />
          </dd>
        </div>
        <div>
          <dt>{t('oversight.notices.sent')}</dt>
          <dd>
            <When at={notice.sentAt} />
          </dd>
        </div>
        <div>
          <dt>{t('oversight.notices.attempts')}</dt>
          <dd className="num">{notice.attempts}</dd>
        </div>
      </dl>
    </li>
  );
}
