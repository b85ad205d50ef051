import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/api/clock';
import { hasRole, useUser } from '@/api/session';
import { boardQuery } from '@/api/switchboard';
import type { AgentOnBoard, WaitingCaller } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { ProblemNote } from '@/components/ProblemNote';
import { useLabel } from '@/i18n/labels';
import { clockFace } from '@/i18n/time';
import { Calls } from './Calls';
import { inOrderOfState, waitTone } from './figures';
import styles from './SwitchboardPage.module.css';

/** The line as it is now: who waits, who talks, who could answer. Live. */
export default function SwitchboardPage() {
  const { t } = useTranslation();
  const user = useUser();
  const board = useQuery(boardQuery);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.nav.switchboard')}</h1>
      </div>
      {board.isError && <ProblemNote error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Waiting />}
      {board.data && (
        <div className={styles.board}>
          <section className="card">
            <header>
              <h2>{t('oversight.switchboard.waiting')}</h2>
              <span className="num">{board.data.waiting.length}</span>
            </header>
            <WaitingLine callers={board.data.waiting} />
          </section>
          <section className="card">
            <header>
              <h2>{t('oversight.switchboard.calls')}</h2>
              <span className="num">{board.data.calls.length}</span>
            </header>
            <Calls
              board={board.data}
              mayRelease={hasRole(user, 'shift-leader', 'supervisor')}
              mayTrace={hasRole(user, 'supervisor')}
            />
          </section>
          <section className={`card ${styles.wide}`}>
            <header>
              <h2>{t('oversight.switchboard.agents')}</h2>
              <span className="num">{board.data.agents.length}</span>
            </header>
            <Agents agents={board.data.agents} />
          </section>
        </div>
      )}
    </div>
  );
}

function WaitingLine({ callers }: { callers: WaitingCaller[] }) {
  const { t } = useTranslation();
  const now = useNow();
  if (callers.length === 0) return <Blank title={t('oversight.switchboard.noneWaiting')} />;
  return (
    <ol className={styles.rows}>
      {callers.map((caller, index) => {
        const seconds = Math.max(0, (now - Date.parse(caller.since)) / 1000);
        return (
          <li key={caller.callId}>
            <span className="muted num">{index + 1}</span>
            <span className="num">{caller.number || t('app.withheld')}</span>
            {caller.estimatedWaitSeconds !== null && (
              <span className="muted small">
                {t('oversight.switchboard.told', { time: clockFace(caller.estimatedWaitSeconds) })}
              </span>
            )}
            <strong className="num" data-tone={waitTone(seconds)}>
              {clockFace(seconds)}
            </strong>
          </li>
        );
      })}
    </ol>
  );
}

function Agents({ agents }: { agents: AgentOnBoard[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  const now = useNow();
  if (agents.length === 0) return <Blank title={t('oversight.switchboard.noAgents')} />;
  return (
    <ul className={styles.agents}>
      {inOrderOfState(agents).map((agent) => (
        <li key={agent.agentId} data-state={agent.state} data-testid="agent">
          <span className={styles.name}>
            {agent.name} <span className="muted num small">{agent.agentId}</span>
          </span>
          <span className={styles.state}>
            {label('agentState', agent.state)}
            {agent.reason && <span className="small"> · {label('notReadyReason', agent.reason)}</span>}
          </span>
          <span className="num muted small">{clockFace((now - Date.parse(agent.since)) / 1000)}</span>
        </li>
      ))}
    </ul>
  );
}
