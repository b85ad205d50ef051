import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { caseQuery, casesQuery } from '@/api/cases';
import { noCaseFilter } from '@/api/filters';
import type { CaseSummary } from '@/api/types';
import { DispatchForm } from '@/components/acts/DispatchForm';
import { Blank, Waiting } from '@/components/Blank';
import { HazardChip } from '@/components/Chips';
import { Due } from '@/components/Due';
import { ProblemNote } from '@/components/ProblemNote';
import { useFilter } from '@/components/useFilter';
import { When } from '@/components/When';
import styles from './DispatchPage.module.css';
import { inOrderOfNeed } from './queue';

const queueFilter = { ...noCaseFilter, state: 'registered', size: 100 };

/** The dispatcher's queue: hazards first, then what is due first; dispatching one brings up the next. */
export default function DispatchPage() {
  const { t } = useTranslation();
  const [{ case: wanted }, setWanted] = useFilter({ case: '' });
  const waiting = useQuery(casesQuery(queueFilter));
  const queue = inOrderOfNeed(waiting.data?.items ?? []);
  const current = queue.find((found) => found.number === wanted) ?? queue[0];
  const after = queue[queue.findIndex((found) => found.number === current?.number) + 1];

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('cases.dispatch.queue')}</h1>
        <span className="muted num">{waiting.data?.more ? `${waiting.data.total}+` : waiting.data?.total}</span>
      </div>
      {waiting.isError && <ProblemNote error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.isPending && <Waiting />}
      {waiting.data?.total === 0 && (
        <Blank title={t('cases.dispatch.queueEmpty')}>{t('cases.dispatch.queueEmptyHint')}</Blank>
      )}
      {current && (
        <div className={styles.queue}>
          <section className="card" aria-label={t('cases.dispatch.queue')}>
            <ul className={styles.list}>
              {queue.map((found) => (
                <li key={found.number}>
                  <button
                    type="button"
                    aria-current={found.number === current.number}
                    onClick={() => setWanted({ case: found.number })}
                  >
                    <Row found={found} />
                  </button>
                </li>
              ))}
            </ul>
            {waiting.data !== undefined && waiting.data.total > queue.length && (
              <p className={`${styles.more} muted small`}>
                {t('cases.dispatch.more', {
                  shown: queue.length,
                  total: waiting.data.more ? `${waiting.data.total}+` : waiting.data.total,
                })}
              </p>
            )}
          </section>
          <Chosen
            key={current.number}
            number={current.number}
            onDone={() => setWanted({ case: after?.number ?? '' })}
          />
        </div>
      )}
    </div>
  );
}

function Row({ found }: { found: CaseSummary }) {
  return (
    <>
      <span className={styles.head}>
        <span className="num">{found.number}</span>
        {found.hazard && <HazardChip />}
        <Due next={found.nextDue} />
      </span>
      <span className="small muted">{found.category.path}</span>
      <span className="clip">{found.text}</span>
    </>
  );
}

function Chosen({ number, onDone }: { number: string; onDone: () => void }) {
  const { t } = useTranslation();
  const found = useQuery(caseQuery(number));
  const shown = found.data;
  return (
    <section className={`card ${styles.chosen}`} aria-label={number}>
      {found.error && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting rows={5} />}
      {shown && (
        <>
          <div className={styles.head}>
            <h2 className="num">{shown.number}</h2>
            {shown.hazard && <HazardChip />}
            <Link to={`/cases/${number}`}>{t('cases.dispatch.open')}</Link>
          </div>
          <p className="muted small">
            {shown.category.path} · <When at={shown.registeredAt} />
          </p>
          <p className="prewrap">{shown.text}</p>
          {shown.place && <p>{shown.place}</p>}
          {shown.acts.some(({ act }) => act === 'dispatch') ? (
            <DispatchForm shown={shown} onDone={onDone} />
          ) : (
            <p className="muted">{t('cases.dispatch.notAllowed')}</p>
          )}
        </>
      )}
    </section>
  );
}
