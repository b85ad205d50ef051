import { ClockCircleOutlined, FieldTimeOutlined, RollbackOutlined, SwapOutlined } from '@ant-design/icons';
import { Checkbox, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case, CaseLimitSource } from '@/api/types';
import { ActFrame } from '@/components/acts/ActFrame';
import { UnitPicker } from '@/components/acts/UnitPicker';
import { useAct } from '@/components/acts/useAct';
import { Field } from '@/components/Field';
import { When } from '@/components/When';
import { useDraft } from '@/drafts/drafts';
import { fromChinaTime } from './chinaTime';
import { Moment } from './Moment';

interface Props {
  shown: Case;
}

const draftOf = (shown: Case, act: string) => `act/${shown.number}/${act}`;
const orNull = (text: string) => text.trim() || null;

/** 退件: the unit gives the case back; what the policy wants besides the reason is named by the product. */
export function ReturnForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'return'), () => ({
    reason: '',
    suggestedUnitId: '',
    preTreatment: '',
    leader: '',
  }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.request.return')}
      icon={<RollbackOutlined />}
      ready
      onSubmit={() =>
        act.perform({
          act: 'return',
          reason: draft.reason.trim(),
          suggestedUnitId: orNull(draft.suggestedUnitId),
          preTreatment: orNull(draft.preTreatment),
          leader: orNull(draft.leader),
        })
      }
    >
      {shown.return && (
        <p className="muted small">
          {t('cases.request.until')} <When at={shown.return.until} />
        </p>
      )}
      <Area
        label={t('cases.request.reason')}
        error={act.fieldErrors.reason}
        value={draft.reason}
        must
        onChange={(reason) => change({ reason })}
      />
      <Field label={t('cases.request.suggested')} error={act.fieldErrors.suggestedUnitId}>
        {(control) => (
          <UnitPicker
            control={control}
            value={draft.suggestedUnitId}
            onChange={(suggestedUnitId) => change({ suggestedUnitId })}
          />
        )}
      </Field>
      {shown.hazard && (
        <Area
          label={t('cases.request.preTreatment')}
          error={act.fieldErrors.preTreatment}
          value={draft.preTreatment}
          onChange={(preTreatment) => change({ preTreatment })}
        />
      )}
      <Line
        label={t('cases.request.leader')}
        error={act.fieldErrors.leader}
        value={draft.leader}
        onChange={(leader) => change({ leader })}
      />
    </ActFrame>
  );
}

export function AcceptReturnForm({ shown }: Props) {
  const { t } = useTranslation();
  const suggested = shown.requests.find(({ kind, state }) => kind === 'return' && state === 'open')?.suggestedUnit;
  const [draft, change, clear] = useDraft(draftOf(shown, 'accept-return'), () => ({ unitId: '', note: '' }));
  const act = useAct(shown, clear);
  const unitId = draft.unitId || (suggested?.id ?? '');
  return (
    <ActFrame
      act={act}
      label={t('cases.request.acceptReturn')}
      icon={<SwapOutlined />}
      ready={unitId !== ''}
      onSubmit={() => act.perform({ act: 'accept-return', unitId, note: orNull(draft.note) })}
    >
      <Field label={t('cases.request.next')} error={act.fieldErrors.unitId} must>
        {(control) => (
          <UnitPicker
            control={control}
            value={unitId}
            suggestedId={suggested?.id}
            onChange={(chosen) => change({ unitId: chosen })}
          />
        )}
      </Field>
      <Area
        label={t('cases.request.note')}
        error={act.fieldErrors.note}
        value={draft.note}
        onChange={(note) => change({ note })}
      />
    </ActFrame>
  );
}

export function ExtendForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'extend'), () => ({
    reason: '',
    until: '',
    requesterTold: '',
    leader: '',
    longCycle: false,
  }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.request.extend')}
      icon={<FieldTimeOutlined />}
      ready
      onSubmit={() =>
        act.perform({
          act: 'extend',
          reason: draft.reason.trim(),
          until: fromChinaTime(draft.until),
          requesterTold: orNull(draft.requesterTold),
          leader: orNull(draft.leader),
          longCycle: draft.longCycle,
        })
      }
    >
      {shown.extension && (
        <p className="muted small">
          {t('cases.request.until')} <When at={shown.extension.until} /> ·{' '}
          {t('cases.request.times', { granted: shown.extension.granted, most: shown.extension.maxTimes })}
          {shown.extension.maxDue && (
            <>
              {' · '}
              {t('cases.request.furthest')} <When at={shown.extension.maxDue} />
            </>
          )}
        </p>
      )}
      <Area
        label={t('cases.request.reason')}
        error={act.fieldErrors.reason}
        value={draft.reason}
        must
        onChange={(reason) => change({ reason })}
      />
      <Moment
        label={t('cases.request.newEnd')}
        error={act.fieldErrors.until}
        value={draft.until}
        onChange={(until) => change({ until })}
      />
      <Line
        label={t('cases.request.told')}
        error={act.fieldErrors.requesterTold}
        value={draft.requesterTold}
        onChange={(requesterTold) => change({ requesterTold })}
      />
      <Line
        label={t('cases.request.leader')}
        error={act.fieldErrors.leader}
        value={draft.leader}
        onChange={(leader) => change({ leader })}
      />
      <Checkbox checked={draft.longCycle} onChange={(event) => change({ longCycle: event.target.checked })}>
        {t('cases.request.longCycle')}
      </Checkbox>
    </ActFrame>
  );
}

export function ApproveExtensionForm({ shown }: Props) {
  const { t } = useTranslation();
  const asked = shown.requests.find(({ kind, state }) => kind === 'extension' && state === 'open');
  const [draft, change, clear] = useDraft(draftOf(shown, 'approve-extension'), () => ({ note: '' }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.request.approveExtension')}
      icon={<FieldTimeOutlined />}
      ready
      onSubmit={() => act.perform({ act: 'approve-extension', note: orNull(draft.note) })}
    >
      {asked?.until && (
        <p className="muted small">
          {t('cases.request.newEnd')} <When at={asked.until} />
        </p>
      )}
      <Area
        label={t('cases.request.note')}
        error={act.fieldErrors.note}
        value={draft.note}
        onChange={(note) => change({ note })}
      />
    </ActFrame>
  );
}

export const RefuseReturnForm = (props: Props) => <RefuseForm {...props} kind="refuse-return" />;
export const RefuseExtensionForm = (props: Props) => <RefuseForm {...props} kind="refuse-extension" />;

function RefuseForm({ shown, kind }: Props & { kind: 'refuse-return' | 'refuse-extension' }) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, kind), () => ({ reason: '' }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t(kind === 'refuse-return' ? 'cases.request.refuseReturn' : 'cases.request.refuseExtension')}
      icon={<RollbackOutlined />}
      ready
      danger
      onSubmit={() => act.perform({ act: kind, reason: draft.reason.trim() })}
    >
      <Area
        label={t('cases.request.whyNot')}
        error={act.fieldErrors.reason}
        value={draft.reason}
        must
        onChange={(reason) => change({ reason })}
      />
    </ActFrame>
  );
}

/** 上级指定期限、法律法规更严: a limit for this case, with its source. */
export function SetLimitForm({ shown }: Props) {
  const { t } = useTranslation();
  const [draft, change, clear] = useDraft(draftOf(shown, 'set-limit'), () => ({
    source: 'superior' as CaseLimitSource,
    document: '',
    due: '',
  }));
  const act = useAct(shown, clear);
  return (
    <ActFrame
      act={act}
      label={t('cases.request.setLimit')}
      icon={<ClockCircleOutlined />}
      ready
      onSubmit={() =>
        act.perform({
          act: 'set-limit',
          source: draft.source,
          document: draft.document.trim(),
          due: fromChinaTime(draft.due),
        })
      }
    >
      <Segmented<CaseLimitSource>
        block
        aria-label={t('cases.request.source')}
        value={draft.source}
        onChange={(source) => change({ source })}
        options={[
          { value: 'superior', label: t('cases.request.superior') },
          { value: 'stricter-law', label: t('cases.request.law') },
        ]}
      />
      <Line
        label={t('cases.request.document')}
        error={act.fieldErrors.document}
        value={draft.document}
        must
        onChange={(document) => change({ document })}
      />
      <Moment
        label={t('cases.request.limitEnd')}
        error={act.fieldErrors.due}
        value={draft.due}
        must
        onChange={(due) => change({ due })}
      />
    </ActFrame>
  );
}

interface TextProps {
  label: string;
  error: string | undefined;
  value: string;
  must?: boolean;
  onChange: (value: string) => void;
}

const Area = ({ label, error, value, must = false, onChange }: TextProps) => (
  <Field label={label} error={error} must={must}>
    {(control) => (
      <Input.TextArea
        {...control}
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);

const Line = ({ label, error, value, must = false, onChange }: TextProps) => (
  <Field label={label} error={error} must={must}>
    {(control) => <Input {...control} value={value} onChange={(event) => onChange(event.target.value)} />}
  </Field>
);
