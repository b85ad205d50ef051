import { useTranslation } from 'react-i18next';
import { useNow } from '@/api/clock';
import type { RegisterBy } from '@/api/types';
import { clockFace, useTime } from '@/i18n/time';
import { countdown } from './countdown';
import styles from './HazardCountdown.module.css';

interface Props {
  registerBy: RegisterBy;
  startedAt: string;
  /** The matter is marked as a hazard: the limit binds. Otherwise it is only shown what it would be. */
  binding: boolean;
}

/** Fifteen minutes from the answer to registered and dispatched (hanjiang-2016/11b). A breach is shown as what it is. */
export function HazardCountdown({ registerBy, startedAt, binding }: Props) {
  const { t } = useTranslation();
  const time = useTime();
  const now = useNow();
  const { phase, passedMinutes, secondsLeft, used, marks } = countdown(registerBy, startedAt, now);
  const due = time.short(registerBy.due, now);
  if (!binding)
    return (
      <p className={styles.idle} data-testid="countdown" data-binding="false">
        {t(phase === 'breached' ? 'intake.countdown.wouldBeLate' : 'intake.countdown.wouldBe', { due })}
      </p>
    );
  return (
    <div className={`${styles.box} ${styles[phase]}`} data-testid="countdown" data-phase={phase} data-binding="true">
      <div className={styles.head}>
        <span>{t(`intake.countdown.${phase}`, { minutes: passedMinutes })}</span>
        <span className="num">{t('intake.countdown.until', { due })}</span>
      </div>
      <div className={styles.face} role="timer">
        {phase === 'breached' && <small>{t('intake.countdown.over')} </small>}
        {clockFace(secondsLeft)}
      </div>
      <div className={styles.bar} aria-hidden>
        <i style={{ width: `${used * 100}%` }} />
        {marks.map((mark) => (
          <b key={mark} style={{ left: `${mark * 100}%` }} />
        ))}
      </div>
    </div>
  );
}
