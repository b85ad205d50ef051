import {
  CaretRightOutlined,
  CloseOutlined,
  PauseOutlined,
  ReloadOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import WaveSurfer from 'wavesurfer.js';
import { waveformQuery } from '@/api/recordings';
import type { Play, RecordingSummary } from '@/api/types';
import { Chip } from '@/components/Chips';
import { ProblemNote } from '@/components/ProblemNote';
import { clockFace } from '@/i18n/time';
import styles from './Player.module.css';
import { bucketsFor, keyStep, soundAddress, waveformAddress } from './playing';
import { SoundBar, SoundFacts } from './SoundQuality';

interface Props {
  recording: RecordingSummary;
  play: Play;
  onClose: () => void;
}

const speeds = [1, 1.25, 1.5, 2];
const growsEvery = 5000;

/**
 * Plays a recording: caller above, agent below. The shape comes from the product, the sound is streamed by ranges; nothing is
 * downloaded whole. Space plays and pauses, the arrows seek.
 */
export default function Player({ recording, play, onClose }: Props) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLElement>(null);
  const surfer = useRef<WaveSurfer | null>(null);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const [loads, setLoads] = useState(0);
  const [buckets] = useState(() => bucketsFor(window.innerWidth));
  const waveform = useQuery({
    ...waveformQuery(waveformAddress(play.waveformUrl, buckets)),
    ...(recording.sealed ? {} : { staleTime: 0, refetchInterval: growsEvery }),
  });
  const shape = waveform.data;
  const length = shape?.durationSeconds ?? recording.durationSeconds ?? 0;

  useEffect(() => {
    if (shape === undefined || canvas.current === null || audio.current === null) return;
    if (surfer.current !== null) {
      surfer.current.setOptions({ peaks: [shape.caller, shape.agent], duration: shape.durationSeconds });
      return;
    }
    surfer.current = WaveSurfer.create({
      container: canvas.current,
      media: audio.current,
      peaks: [shape.caller, shape.agent],
      duration: shape.durationSeconds,
      height: 52,
      barWidth: 2,
      barGap: 1,
      cursorColor: '#16232e',
      normalize: false,
      splitChannels: [
        { waveColor: '#9cc2dd', progressColor: '#1b5e8c' },
        { waveColor: '#a6d2bb', progressColor: '#1b6e4b' },
      ],
    });
  }, [shape]);
  useEffect(
    () => () => {
      surfer.current?.destroy();
      surfer.current = null;
    },
    [],
  );
  useEffect(() => box.current?.focus(), []);

  const seek = (seconds: number) => {
    if (audio.current !== null) audio.current.currentTime = Math.min(Math.max(0, seconds), length);
  };
  const toggle = () => {
    const sound = audio.current;
    if (sound === null) return;
    if (sound.paused) sound.play().catch(() => setFailed(true));
    else sound.pause();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.target instanceof HTMLElement &&
      event.target.closest('button, input, [role="combobox"]') &&
      event.key === ' '
    )
      return;
    const step = keyStep(event.key, event.shiftKey);
    if (event.key === ' ') toggle();
    else if (step !== null) seek(at + step);
    else if (event.key === 'Home') seek(0);
    else return;
    event.preventDefault();
  };
  const loadNewest = () => {
    setFailed(false);
    setLoads(loads + 1);
    void waveform.refetch();
  };

  return (
    <section
      ref={box}
      className={styles.player}
      aria-label={t('oversight.recordings.player')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the focus so that the keys work at once
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="player"
    >
      {/* biome-ignore lint/a11y/useMediaCaption: telephone recordings have no captions */}
      <audio
        ref={audio}
        src={soundAddress(play.audioUrl, loads)}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => {
          if (loads > 0) event.currentTarget.currentTime = at;
        }}
        onError={() => setFailed(true)}
      />
      <div className={styles.head}>
        <Button
          type="primary"
          shape="circle"
          aria-label={t(playing ? 'oversight.recordings.pause' : 'oversight.recordings.play')}
          icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={toggle}
        />
        <Button
          type="text"
          icon={<StepBackwardOutlined />}
          aria-label={t('oversight.recordings.back')}
          onClick={() => seek(at - 5)}
        />
        <Button
          type="text"
          icon={<StepForwardOutlined />}
          aria-label={t('oversight.recordings.forward')}
          onClick={() => seek(at + 5)}
        />
        <span className="num" data-testid="player-time">
          {clockFace(at)} / {clockFace(length)}
        </span>
        {!recording.sealed && (
          <>
            <Chip tone="red">{t('oversight.recordings.live')}</Chip>
            <Button size="small" icon={<ReloadOutlined />} onClick={loadNewest}>
              {t('oversight.recordings.newest')}
            </Button>
          </>
        )}
        <span className={styles.who}>
          <span className="num">{recording.number || t('app.withheld')}</span> · {recording.agentName}
        </span>
        <span className={`muted small ${styles.keys}`}>{t('oversight.recordings.keys')}</span>
        <Select
          size="small"
          aria-label={t('oversight.recordings.speed')}
          defaultValue={1}
          options={speeds.map((value) => ({ value, label: `${value}×` }))}
          onChange={(speed) => {
            if (audio.current !== null) audio.current.playbackRate = speed;
          }}
        />
        <Button type="text" icon={<CloseOutlined />} aria-label={t('oversight.recordings.close')} onClick={onClose} />
      </div>
      {waveform.error && <ProblemNote error={waveform.error} onRetry={() => void waveform.refetch()} />}
      {failed && (
        <p className={styles.failed} role="alert">
          {t('oversight.recordings.failed')}
        </p>
      )}
      <div className={styles.wave}>
        <div className={styles.channels} aria-hidden>
          <span>{t('oversight.recordings.caller')}</span>
          <span>{t('oversight.recordings.agent')}</span>
        </div>
        <div ref={canvas} className={styles.canvas} data-testid="waveform" />
      </div>
      <details data-testid="sound">
        <summary>
          {t('oversight.sound.title')} <SoundBar opinion={recording.opinion} />
        </summary>
        <div className="table-wrap">
          <SoundFacts recording={recording} />
        </div>
      </details>
    </section>
  );
}
