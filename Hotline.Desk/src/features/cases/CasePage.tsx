import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { caseQuery } from '@/api/cases';
import { Problem } from '@/api/problem';
import type { Case } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip, HazardChip, StateChip } from '@/components/Chips';
import { ProblemNote } from '@/components/ProblemNote';
import { useLabel } from '@/i18n/labels';
import { Acts } from './Acts';
import { Assignments } from './Assignments';
import { Beside } from './Beside';
import styles from './CasePage.module.css';
import { Clocks } from './Clocks';
import { Facts } from './Facts';
import { History } from './History';
import { Requests } from './Requests';
import { Section } from './Section';
import { Watermarked } from './Watermarked';

export default function CasePage() {
  const { t } = useTranslation();
  const { number = '' } = useParams();
  const found = useQuery(caseQuery(number));
  if (found.error instanceof Problem && found.error.status === 404)
    return (
      <Blank title={t('cases.notFound', { number })}>
        <Link to="/cases">{t('cases.toList')}</Link>
      </Blank>
    );
  return (
    <div className="page">
      {found.error && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting rows={10} />}
      {found.data && (
        <Watermarked shown={found.data}>
          <CaseSheet key={number} shown={found.data} />
        </Watermarked>
      )}
    </div>
  );
}

function CaseSheet({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <>
      <div className="page-head">
        <h1 className="num">{shown.number}</h1>
        <StateChip state={shown.state} />
        {shown.hazard && <HazardChip />}
        {shown.confidential && <Chip>{t('cases.confidential')}</Chip>}
        {shown.nextDue?.late && <Chip tone="red">{t('cases.late')}</Chip>}
        <span className="muted">
          {label('requestType', shown.requestType)} · {shown.category.path}
        </span>
      </div>
      <div className={styles.sheet}>
        <div className={styles.main}>
          <Section>
            <Facts shown={shown} />
          </Section>
          <Section title={t('cases.clocks.title')}>
            <Clocks clocks={shown.clocks} />
          </Section>
          <Section title={t('cases.assignments.title')}>
            <Assignments shown={shown} />
          </Section>
          {shown.requests.length + shown.limits.length > 0 && (
            <Section title={t('cases.request.title')}>
              <Requests shown={shown} />
            </Section>
          )}
          <Section title={t('cases.history.title')}>
            <History entries={shown.history} />
          </Section>
        </div>
        <div className={styles.beside}>
          <Section title={t('cases.act.title')}>
            <Acts shown={shown} />
          </Section>
          <Beside shown={shown} />
        </div>
      </div>
    </>
  );
}
