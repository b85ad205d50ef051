import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { changeFilter, noRecordingFilter } from '@/api/filters';
import { recordingsQuery } from '@/api/recordings';
import type { Play, RecordingSummary } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { Pager } from '@/components/Pager';
import { ProblemNote } from '@/components/ProblemNote';
import { useFilter } from '@/components/useFilter';
import { When } from '@/components/When';
import { clockFace } from '@/i18n/time';
import { PlayReason } from './PlayReason';
import { RecordingFilterBar } from './RecordingFilterBar';
import styles from './RecordingsPage.module.css';
import { SoundBar } from './SoundQuality';

const Player = lazy(() => import('./Player'));

const noFilter = { ...noRecordingFilter, open: '' };

/** Recordings: found by day, number, agent or case; heard only with a reason, which is on record before the first sound. */
export default function RecordingsPage() {
  const { t } = useTranslation();
  const [{ open, ...filter }, setFilter] = useFilter(noFilter);
  const recordings = useQuery(recordingsQuery(filter));
  const [plays, setPlays] = useState<Readonly<Record<string, Play>>>({});
  const chosen = recordings.data?.items.find((recording) => recording.id === open);
  const play = chosen === undefined ? undefined : plays[chosen.id];
  const show = (id: string) => setFilter({ ...filter, open: id });

  return (
    <div className={styles.page}>
      <div className="page">
        <div className="page-head">
          <h1>{t('app.nav.recordings')}</h1>
          <RecordingFilterBar
            filter={filter}
            onChange={(part) => setFilter({ ...changeFilter(filter, part), open: '' })}
          />
        </div>
        <section className="card" aria-busy={recordings.isFetching}>
          {recordings.isError && <ProblemNote error={recordings.error} onRetry={() => void recordings.refetch()} />}
          {recordings.isPending && <Waiting />}
          {recordings.data?.items.length === 0 && <Blank title={t('oversight.recordings.none')} />}
          {recordings.data !== undefined && recordings.data.items.length > 0 && (
            <>
              <Rows recordings={recordings.data.items} openId={open} onOpen={show} />
              <Pager
                page={recordings.data.page}
                size={recordings.data.size}
                total={recordings.data.total}
                onPage={(page) => setFilter({ ...filter, page, open: '' })}
              />
            </>
          )}
        </section>
      </div>
      {chosen !== undefined && play === undefined && (
        <PlayReason
          recording={chosen}
          onPermitted={(permitted) => setPlays({ ...plays, [chosen.id]: permitted })}
          onCancel={() => show('')}
        />
      )}
      {chosen !== undefined && play !== undefined && (
        <Suspense fallback={<Waiting rows={2} />}>
          <Player key={chosen.id} recording={chosen} play={play} onClose={() => show('')} />
        </Suspense>
      )}
    </div>
  );
}

interface RowsProps {
  recordings: RecordingSummary[];
  openId: string;
  onOpen: (id: string) => void;
}

function Rows({ recordings, openId, onOpen }: RowsProps) {
  const { t } = useTranslation();
  return (
    <div className="table-wrap">
      <table className="rows">
        <thead>
          <tr>
            <th aria-label={t('oversight.recordings.play')} />
            <th>{t('oversight.recordings.started')}</th>
            <th>{t('oversight.recordings.length')}</th>
            <th>{t('oversight.recordings.number')}</th>
            <th>{t('oversight.recordings.agent')}</th>
            <th>{t('oversight.sound.title')}</th>
            <th>{t('oversight.recordings.cases')}</th>
            <th>{t('oversight.recordings.seal')}</th>
          </tr>
        </thead>
        <tbody>
          {recordings.map((recording) => (
            <tr
              key={recording.id}
              className={recording.id === openId ? styles.open : undefined}
              data-testid="recording"
            >
              <td>
                <Button
                  type="text"
                  size="small"
                  aria-label={t('oversight.recordings.play')}
                  icon={recording.id === openId ? <PauseCircleOutlined /> : <PlayCircleOutlined />}
                  onClick={() => onOpen(recording.id === openId ? '' : recording.id)}
                />
              </td>
              <td>
                <When at={recording.startedAt} />
              </td>
              <td className="num">
                {recording.durationSeconds !== null && clockFace(recording.durationSeconds)}{' '}
                {!recording.sealed && <Chip tone="red">{t('oversight.recordings.live')}</Chip>}
              </td>
              <td className="num nowrap">{recording.number || t('app.withheld')}</td>
              <td className="nowrap">
                {recording.agentName} <span className="muted num small">{recording.agentId}</span>
              </td>
              <td>
                <SoundBar opinion={recording.opinion} />
              </td>
              <td>
                {recording.caseNumbers.map((number) => (
                  <Link key={number} to={`/cases/${number}`} className="num nowrap" style={{ marginRight: 8 }}>
                    {number}
                  </Link>
                ))}
              </td>
              <td className={styles.hash} title={recording.sha256 ?? undefined}>
                {recording.sha256?.slice(0, 12) ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
