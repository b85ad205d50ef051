import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act, AllowedAct, Case } from '@/api/types';
import { DispatchForm } from '@/components/acts/DispatchForm';
import { KeptText } from '@/components/acts/KeptText';
import { Clause } from '@/components/Clause';
import { useLabel } from '@/i18n/labels';
import { CloseForm, OnSiteForm, ReplyForm, ReworkForm, SignForm } from './ActForms';
import styles from './CasePage.module.css';
import {
  AcceptReturnForm,
  ApproveExtensionForm,
  ExtendForm,
  RefuseExtensionForm,
  RefuseReturnForm,
  ReturnForm,
  SetLimitForm,
} from './RequestForms';

/** Acts that this desk has a form for. */
const forms: Partial<Record<Act, (props: { shown: Case }) => React.ReactNode>> = {
  dispatch: DispatchForm,
  sign: SignForm,
  'on-site': OnSiteForm,
  reply: ReplyForm,
  close: CloseForm,
  rework: ReworkForm,
  return: ReturnForm,
  'accept-return': AcceptReturnForm,
  'refuse-return': RefuseReturnForm,
  extend: ExtendForm,
  'approve-extension': ApproveExtensionForm,
  'refuse-extension': RefuseExtensionForm,
  'set-limit': SetLimitForm,
};

/** Just what this person may do to the case now, each with the clause that allows it. */
export function Acts({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  const [chosen, choose] = useState<Act | null>(null);
  const acts = shown.acts.filter(({ act }) => act in forms);
  const current: AllowedAct | undefined = acts.find(({ act }) => act === chosen) ?? acts[0];
  if (current === undefined)
    return (
      <div className={styles.choice} data-testid="acts">
        <p className="muted">{t('cases.act.none')}</p>
        <KeptText key={shown.version} shown={shown} />
      </div>
    );
  const Form = forms[current.act];
  return (
    <div className={styles.choice} data-testid="acts">
      {acts.length > 1 && (
        <Segmented
          block
          aria-label={t('cases.act.title')}
          value={current.act}
          onChange={(act) => choose(act)}
          options={acts.map(({ act }) => ({ value: act, label: label('act', act) }))}
        />
      )}
      {Form && <Form key={`${shown.number}/${current.act}`} shown={shown} />}
      <KeptText key={shown.version} shown={shown} />
      {current.clause && (
        <p className="muted small">
          {t('cases.act.basis')} <Clause id={current.clause} />
        </p>
      )}
    </div>
  );
}
