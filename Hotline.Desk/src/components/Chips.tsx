import { WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseState } from '@/api/types';
import { useLabel } from '@/i18n/labels';
import styles from './Chips.module.css';

export type Tone = 'plain' | 'blue' | 'green' | 'amber' | 'orange' | 'red' | 'solidRed';

export function Chip({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={`${styles.chip} ${tone === 'plain' ? '' : styles[tone]}`} title={title}>
      {children}
    </span>
  );
}

const stateTones: Record<CaseState, Tone> = {
  registered: 'amber',
  dispatched: 'blue',
  signed: 'blue',
  replied: 'green',
  closed: 'green',
  'follow-up': 'orange',
  archived: 'plain',
};

export function StateChip({ state }: { state: CaseState }) {
  return <Chip tone={stateTones[state] ?? 'plain'}>{useLabel()('caseState', state)}</Chip>;
}

/** Safety hazard (安全隐患): the fifteen-minute track. */
export function HazardChip() {
  const { t } = useTranslation();
  return (
    <Chip tone="solidRed">
      <WarningFilled /> {t('app.hazard')}
    </Chip>
  );
}
