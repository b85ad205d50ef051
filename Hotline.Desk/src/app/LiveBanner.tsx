import { SyncOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '@/api/live/live';
import styles from './LiveBanner.module.css';

const patience = 1500;

/** Says that live events do not arrive, once that has lasted longer than a hiccup. */
export function LiveBanner() {
  const { t } = useTranslation();
  const state = useLiveState();
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (state === 'connected') return;
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [state]);
  if (state === 'connected' || !late) return null;
  return (
    <div className={styles.banner} role="status">
      <SyncOutlined spin /> {t(state === 'reconnecting' ? 'app.live.reconnecting' : 'app.live.connecting')}
    </div>
  );
}
