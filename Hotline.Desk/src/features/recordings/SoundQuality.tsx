import { useTranslation } from 'react-i18next';
import type { RecordingSummary } from '@/api/types';
import styles from './SoundQuality.module.css';

/** The best that telephone speech can be on the scale of opinions from 1 (ITU-T G.107). */
const best = 4.41;

/** ITU-T G.109, its limits of R 80, 70 and 60 as opinions. */
const grades = [
  { from: 4.03, name: 'good' },
  { from: 3.6, name: 'fair' },
  { from: 3.1, name: 'poor' },
  { from: 0, name: 'bad' },
] as const;

const gradeOf = (opinion: number) => grades.find((grade) => opinion >= grade.from)?.name ?? 'bad';

/** How well the worst phone of a call was heard: a bar, a figure and a word. */
export function SoundBar({ opinion }: { opinion: number | null }) {
  const { t } = useTranslation();
  if (opinion === null) {
    return <span className="muted small nowrap">{t('oversight.sound.none')}</span>;
  }

  const grade = gradeOf(opinion);
  return (
    <span className={styles.cell}>
      <span className={styles.bar} aria-hidden>
        <span className={styles[grade]} style={{ width: `${(100 * (opinion - 1)) / (best - 1)}%` }} />
      </span>
      <span className="num">{opinion.toFixed(1)}</span>
      <span className="small">{t(`oversight.sound.${grade}`)}</span>
    </span>
  );
}

/** What was measured of each phone. */
export function SoundFacts({ recording }: { recording: RecordingSummary }) {
  const { t } = useTranslation();
  if (recording.sounds.length === 0) {
    return <p className="muted small">{t('oversight.sound.unmeasured')}</p>;
  }

  return (
    <table className={`rows ${styles.facts}`} aria-label={t('oversight.sound.title')}>
      <thead>
        <tr>
          <th>{t('oversight.sound.party')}</th>
          <th>{t('oversight.sound.title')}</th>
          <th>{t('oversight.sound.loss')}</th>
          <th>{t('oversight.sound.jitter')}</th>
          <th>{t('oversight.sound.lostByPhone')}</th>
          <th>{t('oversight.sound.roundTrip')}</th>
        </tr>
      </thead>
      <tbody>
        {recording.sounds.map((sound) => (
          <tr key={sound.party}>
            <td>{sound.party === 'citizen' ? t('oversight.recordings.caller') : sound.party}</td>
            <td>
              <SoundBar opinion={sound.opinion} />
            </td>
            <td className="num nowrap">{sound.lossPercent} %</td>
            <td className="num nowrap">{sound.jitterMs} ms</td>
            <td className="num nowrap">
              {sound.lostByPhonePercent === null ? t('oversight.sound.none') : `${sound.lostByPhonePercent} %`}
            </td>
            <td className="num nowrap">
              {sound.roundTripMs === null ? t('oversight.sound.none') : `${sound.roundTripMs} ms`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
