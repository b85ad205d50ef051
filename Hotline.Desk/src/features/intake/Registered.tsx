import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { caseQuery } from '@/api/cases';
import { DispatchForm } from '@/components/acts/DispatchForm';
import { KeptText } from '@/components/acts/KeptText';
import { Waiting } from '@/components/Blank';
import { HazardChip, StateChip } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { ProblemNote } from '@/components/ProblemNote';
import { When } from '@/components/When';
import { HazardCountdown } from './HazardCountdown';
import styles from './IntakeSheet.module.css';

interface Props {
  number: string;
  onAnother: () => void;
}

/** The case just registered: its number to tell the citizen, and its dispatch. */
export function Registered({ number, onAnother }: Props) {
  const { t } = useTranslation();
  const found = useQuery(caseQuery(number));
  const shown = found.data;
  // The clock of the hazard track runs until the case is dispatched.
  const track = shown?.clocks.find((clock) => clock.name === 'register' && clock.endedAt === null);
  const dispatched = shown?.assignments.at(-1);
  return (
    <div className={styles.registered} data-testid="registered">
      <div className={styles.caseNumber}>
        <strong data-testid="case-number">{number}</strong>
        {shown && <StateChip state={shown.state} />}
        {shown?.hazard && <HazardChip />}
        <Link to={`/cases/${number}`}>{t('intake.registered.open')}</Link>
      </div>
      {found.error && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting rows={4} />}
      {shown && (
        <>
          <p>
            {shown.category.path}
            {shown.place ? ` · ${shown.place}` : ''}
          </p>
          {track && <HazardCountdown registerBy={track} startedAt={track.startedAt} binding />}
          <section className={styles.step}>
            <h2>{t('cases.dispatch.title')}</h2>
            {dispatched !== undefined ? (
              <p data-testid="dispatched-to">
                {t('intake.registered.dispatchedTo', { unit: dispatched.unit.name })}{' '}
                <When at={dispatched.dispatchedAt} /> <Clause id={dispatched.clause} />
              </p>
            ) : shown.acts.some(({ act }) => act === 'dispatch') ? (
              <DispatchForm key={number} shown={shown} />
            ) : (
              <p className="muted">{t('intake.registered.dispatcherWill')}</p>
            )}
            <KeptText key={shown.version} shown={shown} />
          </section>
        </>
      )}
      <div>
        <Button icon={<PlusOutlined />} onClick={onAnother}>
          {t('intake.registered.another')}
        </Button>
      </div>
    </div>
  );
}
