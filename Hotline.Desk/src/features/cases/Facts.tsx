import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { PlaceMap, pointOf } from '@/components/map/PlaceMap';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import styles from './CasePage.module.css';
import { Requester } from './Requester';

/** What the citizen said, and who may be told about it. */
export function Facts({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  const point = pointOf(shown.place);
  return (
    <>
      <p className={`${styles.text} prewrap`}>{shown.text}</p>
      <dl className={styles.facts}>
        <Fact name={t('cases.place')}>{shown.place}</Fact>
        <Fact name={t('cases.category')}>
          {shown.category.path} <span className="muted num small">{shown.category.code}</span>
        </Fact>
        <Fact name={t('cases.requester')}>
          <Requester shown={shown} />
        </Fact>
        <Fact name={t('cases.unit')}>{shown.unit?.name}</Fact>
        <Fact name={t('cases.registeredAt')}>
          <When at={shown.registeredAt} />
        </Fact>
        <Fact name={t('cases.outcome')}>{label('outcome', shown.outcome)}</Fact>
      </dl>
      {point && <PlaceMap {...point} />}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <span className="muted">–</span>}</dd>
    </div>
  );
}
