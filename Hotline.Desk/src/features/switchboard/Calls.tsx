import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNow } from '@/api/clock';
import { keys } from '@/api/keys';
import { releaseCall } from '@/api/switchboard';
import { traceCall } from '@/api/traces';
import type { Board } from '@/api/types';
import { Blank } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { useProblemText } from '@/components/ProblemNote';
import { clockFace } from '@/i18n/time';
import styles from './SwitchboardPage.module.css';

/** Conversations and calls that hear announcements; who may can end one (强拆). */
export function Calls({ board, mayRelease, mayTrace }: { board: Board; mayRelease: boolean; mayTrace: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const release = useMutation({
    mutationFn: releaseCall,
    onError: (error) => message.error(text(error).title),
    onSettled: () => client.invalidateQueries({ queryKey: keys.board }),
  });
  const navigate = useNavigate();
  const trace = useMutation({
    mutationFn: traceCall,
    onError: (error) => message.error(text(error).title),
    onSuccess: (_, callId) => navigate(`/traces/${callId}`),
  });
  const nameOf = (agentId: string | null) =>
    board.agents.find((agent) => agent.agentId === agentId)?.name ?? agentId ?? '';

  if (board.calls.length === 0) return <Blank title={t('oversight.switchboard.noCalls')} />;
  return (
    <ul className={styles.rows}>
      {board.calls.map((call) => (
        <li key={call.callId}>
          <span className="num">{call.number || t('app.withheld')}</span>
          {call.answeredAt === null ? (
            <Chip tone="amber">{t('oversight.switchboard.unanswered')}</Chip>
          ) : (
            <span>{nameOf(call.agentId)}</span>
          )}
          <strong className="num">{clockFace((now - Date.parse(call.answeredAt ?? call.arrivedAt)) / 1000)}</strong>
          {mayTrace && (
            <Button
              size="small"
              loading={trace.isPending && trace.variables === call.callId}
              onClick={() => trace.mutate(call.callId)}
            >
              {t('oversight.traces.trace')}
            </Button>
          )}
          {mayRelease && (
            <Popconfirm
              title={t('oversight.switchboard.releaseSure')}
              okText={t('oversight.switchboard.release')}
              okButtonProps={{ danger: true }}
              onConfirm={() => release.mutate(call.callId)}
            >
              <Button size="small" danger loading={release.isPending && release.variables === call.callId}>
                {t('oversight.switchboard.release')}
              </Button>
            </Popconfirm>
          )}
        </li>
      ))}
    </ul>
  );
}
