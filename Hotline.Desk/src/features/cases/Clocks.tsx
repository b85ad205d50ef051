import { useTranslation } from 'react-i18next';
import { useNow } from '@/api/clock';
import type { Clock } from '@/api/types';
import { Chip, type Tone } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import { useTime } from '@/i18n/time';
import styles from './Clocks.module.css';
import { type ClockPhase, clockLine, reckoning } from './clockLine';

const tones: Record<ClockPhase, Tone> = {
  running: 'blue',
  warned: 'amber',
  late: 'solidRed',
  met: 'green',
  breached: 'red',
};

/** Every clock of the case: from when, until when, by which clause, and how it stands. */
export function Clocks({ clocks }: { clocks: Clock[] }) {
  const { t } = useTranslation();
  if (clocks.length === 0) return <p className="muted">{t('cases.clocks.none')}</p>;
  return (
    <ol className={styles.clocks}>
      {clocks.map((clock) => (
        <ClockRow key={`${clock.name}/${clock.startedAt}`} clock={clock} />
      ))}
    </ol>
  );
}

function ClockRow({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const label = useLabel();
  const time = useTime();
  const now = useNow();
  const line = clockLine(clock, now);
  const length = time.length(Math.abs(line.secondsLeft));
  const standing = {
    running: t('cases.clocks.left', { length }),
    warned: t('cases.clocks.left', { length }),
    late: t('cases.clocks.over', { length }),
    met: t('cases.clocks.met', { length }),
    breached: t('cases.clocks.breached', { length }),
  }[line.phase];

  return (
    <li className={styles.clock} data-phase={line.phase}>
      <div className={styles.head}>
        <strong>{label('clock', clock.name)}</strong>
        <Chip tone={tones[line.phase]}>{standing}</Chip>
        {clock.provisional && (
          <Chip tone="amber" title={t('cases.clocks.provisionalHint')}>
            {t('cases.clocks.provisional')}
          </Chip>
        )}
        <span className={styles.due}>
          {t('cases.clocks.due')} <When at={clock.due} />
        </span>
      </div>
      <div className={styles.line} aria-hidden>
        <i style={{ width: `${Math.min(line.at, line.due) * 100}%` }} />
        {line.at > line.due && (
          <i
            className={styles.overrun}
            style={{ left: `${line.due * 100}%`, width: `${(line.at - line.due) * 100}%` }}
          />
        )}
        {line.marks.map((mark) => (
          <b key={mark} style={{ left: `${mark * 100}%` }} />
        ))}
        <b className={styles.limit} style={{ left: `${line.due * 100}%` }} />
      </div>
      <div className={styles.why}>
        <When at={clock.startedAt} />
        <span>
          <Clause id={clock.clause} /> {clock.gist}
          {clock.explanation && (
            <details className={styles.how}>
              <summary>{t('cases.clocks.how')}</summary>
              {reckoning(clock)}
            </details>
          )}
        </span>
      </div>
    </li>
  );
}
