import { DownOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/api/clock';
import { keys } from '@/api/keys';
import { boardQuery, setNotReady, setReady } from '@/api/switchboard';
import { useProblemText } from '@/components/ProblemNote';
import { useLabel } from '@/i18n/labels';
import { clockFace } from '@/i18n/time';
import styles from './Header.module.css';

export const notReadyReasons = ['break', 'meal', 'training', 'meeting', 'paperwork'] as const;

/** 示闲 / 示忙: whether calls come to this seat, since when, and if not, why. */
export function AgentControl({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const now = useNow();
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const me = useQuery(boardQuery).data?.agents.find((agent) => agent.agentId === agentId);
  const change = useMutation({
    mutationFn: (reason: string | null) => (reason === null ? setReady() : setNotReady(reason)),
    onError: (error) => message.error(text(error).title),
    onSettled: () => client.invalidateQueries({ queryKey: keys.board }),
  });

  const state = me?.state ?? 'offline';
  const offline = state === 'offline';
  const since = me ? clockFace((now - Date.parse(me.since)) / 1000) : '';
  return (
    <Dropdown
      trigger={['click']}
      disabled={offline || change.isPending}
      menu={{
        items: [
          {
            key: 'ready',
            label: t('app.agent.ready'),
            disabled: state === 'ready',
            onClick: () => change.mutate(null),
          },
          { type: 'divider' },
          {
            key: 'not-ready',
            type: 'group',
            label: t('app.agent.notReady'),
            children: notReadyReasons.map((reason) => ({
              key: reason,
              label: label('notReadyReason', reason),
              onClick: () => change.mutate(reason),
            })),
          },
        ],
      }}
    >
      <button
        type="button"
        className={styles.button}
        disabled={offline}
        title={offline ? t('app.agent.offlineHint', { phone: agentId }) : undefined}
        data-testid="agent-state"
        data-state={state}
      >
        <span className={`${styles.dot} ${styles[state] ?? ''}`} />
        {label('agentState', state)}
        {me?.reason ? <span>· {label('notReadyReason', me.reason)}</span> : null}
        {!offline && <span className={`num ${styles.since}`}>{since}</span>}
        {!offline && <DownOutlined style={{ fontSize: 10 }} />}
      </button>
    </Dropdown>
  );
}
