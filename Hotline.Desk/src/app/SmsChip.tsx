import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '@/api/types';
import styles from './SmsChip.module.css';

/** Whether text messages really leave. Nothing pretends to have been sent. */
export function SmsChip({ sms }: { sms: City['sms'] }) {
  const { t } = useTranslation();
  return (
    <Tooltip title={sms.detail ?? t(`app.smsHint.${sms.state}`)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard */}
      <span className={`${styles.chip} ${styles[sms.state]}`} tabIndex={0} data-testid="sms-state">
        <span className={styles.long}>{t(`app.sms.${sms.state}`)}</span>
        <span className={styles.short}>{t(`app.smsShort.${sms.state}`)}</span>
      </span>
    </Tooltip>
  );
}
