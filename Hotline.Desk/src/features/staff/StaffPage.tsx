import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { fieldErrors } from '@/api/problem';
import { useUser } from '@/api/session';
import { disableStaff, enableStaff, staffQuery } from '@/api/staff';
import type { StaffMember } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { Field } from '@/components/Field';
import { ProblemNote, useProblemText } from '@/components/ProblemNote';
import { useLabel } from '@/i18n/labels';
import { useTime } from '@/i18n/time';

/** Who has an account; an administrator shuts somebody out, and lets them in again. */
export default function StaffPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const time = useTime();
  const user = useUser();
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const staff = useQuery(staffQuery);
  const [words, setWords] = useState('');
  const [leaving, setLeaving] = useState<StaffMember>();
  const refresh = () => client.invalidateQueries({ queryKey: keys.staff });
  const enable = useMutation({
    mutationFn: enableStaff,
    onError: (error) => message.error(text(error).title),
    onSettled: refresh,
  });
  const shown = staff.data?.filter(({ userName, name, unit }) =>
    [userName, name, unit?.name ?? ''].some((part) => part.toLowerCase().includes(words.trim().toLowerCase())),
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('oversight.staff.title')}</h1>
        <Input
          allowClear
          style={{ maxWidth: 260 }}
          aria-label={t('oversight.staff.find')}
          placeholder={t('oversight.staff.find')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <section className="card" style={{ overflowX: 'auto' }}>
        {staff.isError && <ProblemNote error={staff.error} onRetry={() => void staff.refetch()} />}
        {staff.isPending && <Waiting />}
        {shown?.length === 0 && <Blank title={t('oversight.staff.none')} />}
        {shown !== undefined && shown.length > 0 && (
          <table className="rows">
            <thead>
              <tr>
                <th>{t('oversight.staff.name')}</th>
                <th>{t('oversight.staff.roles')}</th>
                <th>{t('oversight.staff.state')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((member) => (
                <tr key={member.id} data-testid="staff">
                  <td>
                    {member.name} <span className="muted small">{member.userName}</span>
                    {member.agentId !== null && <span className="muted small num"> · {member.agentId}</span>}
                  </td>
                  <td>
                    {member.roles.map((role) => label('role', role)).join(' · ')}
                    <div className="muted small">{member.unit?.name}</div>
                  </td>
                  <td>
                    {member.disabled === null ? (
                      <Chip tone="green">{t('oversight.staff.enabled')}</Chip>
                    ) : (
                      <>
                        <Chip tone="amber">{t('oversight.staff.disabled')}</Chip>
                        <div className="muted small">
                          {time.full(member.disabled.since)} · {member.disabled.by ?? t('oversight.staff.commandLine')}{' '}
                          · {member.disabled.reason}
                        </div>
                      </>
                    )}
                    {member.disabled !== null ? (
                      <Button
                        size="small"
                        loading={enable.isPending && enable.variables === member.userName}
                        onClick={() => enable.mutate(member.userName)}
                      >
                        {t('oversight.staff.enable')}
                      </Button>
                    ) : (
                      member.id !== user.id && (
                        <Button size="small" danger style={{ marginInlineStart: 8 }} onClick={() => setLeaving(member)}>
                          {t('oversight.staff.disable')}
                        </Button>
                      )
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {leaving && <Disabling key={leaving.id} member={leaving} onEnd={() => setLeaving(undefined)} onDone={refresh} />}
    </div>
  );
}

function Disabling({ member, onEnd, onDone }: { member: StaffMember; onEnd: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const disable = useMutation({
    mutationFn: () => disableStaff(member.userName, reason.trim()),
    onSuccess: onEnd,
    onSettled: onDone,
  });
  const errors = fieldErrors(disable.error);
  const send = () => {
    if (reason.trim() !== '' && !disable.isPending) disable.mutate();
  };
  return (
    <Modal
      open
      title={t('oversight.staff.disableTitle', { name: member.name })}
      okText={t('oversight.staff.disable')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: disable.isPending }}
      onOk={send}
      onCancel={onEnd}
      destroyOnHidden
    >
      <div style={{ display: 'grid', gap: 10 }}>
        <p className="muted">{t('oversight.staff.disableHint')}</p>
        <Field label={t('oversight.staff.reason')} error={errors.reason} must>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onPressEnter={send}
            />
          )}
        </Field>
        {disable.isError && Object.keys(errors).length === 0 && <ProblemNote error={disable.error} />}
      </div>
    </Modal>
  );
}
