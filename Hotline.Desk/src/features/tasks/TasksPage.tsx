import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '@/api/clock';
import { tasksQuery } from '@/api/tasks';
import type { Task } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { ProblemNote } from '@/components/ProblemNote';
import { useFilter } from '@/components/useFilter';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import { ResultForm } from './ResultForm';
import styles from './TasksPage.module.css';

/** Calls to make back and what the shift leader must settle by hand, each with the clause that asks for it. */
export default function TasksPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const [{ state }, setFilter] = useFilter({ state: 'open' });
  const tasks = useQuery(tasksQuery(state));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.nav.tasks')}</h1>
        <Segmented
          aria-label={t('oversight.tasks.state')}
          value={state}
          onChange={(next) => setFilter({ state: next })}
          options={['open', 'done'].map((value) => ({ value, label: label('taskState', value) }))}
        />
      </div>
      {tasks.isError && <ProblemNote error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isPending && <Waiting />}
      {tasks.data?.length === 0 && (
        <Blank title={t(state === 'open' ? 'oversight.tasks.noneOpen' : 'oversight.tasks.noneDone')} />
      )}
      <ul className={styles.tasks}>
        {tasks.data?.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </div>
  );
}

function TaskRow({ task }: { task: Task }) {
  const { t } = useTranslation();
  const label = useLabel();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const late = task.state === 'open' && task.dueAt !== null && Date.parse(task.dueAt) < now;
  return (
    <li className="card" data-testid="task">
      <div className={styles.task} data-late={late || undefined}>
        <div>
          <strong>{label('taskKind', task.kind)}</strong>
          <div className="small">
            {task.dueAt === null ? (
              <span className="muted">
                {t('oversight.tasks.since')} <When at={task.createdAt} />
              </span>
            ) : (
              <>
                {t('oversight.tasks.due')} <When at={task.dueAt} /> {late && <Chip tone="red">{t('cases.late')}</Chip>}
              </>
            )}
          </div>
        </div>
        <div>
          {task.caseNumber !== null && (
            <Link to={`/cases/${task.caseNumber}`} className="num">
              {task.caseNumber}
            </Link>
          )}
          {task.phone !== null && <div className={`num ${styles.phone}`}>{task.phone}</div>}
        </div>
        <div className={styles.reason}>
          {task.reason} <Clause id={task.clause} />
        </div>
        {task.state === 'open' ? (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('oversight.tasks.record')}
          </Button>
        ) : (
          <Chip>{label('taskOutcome', task.result)}</Chip>
        )}
      </div>
      {open && task.state === 'open' && <ResultForm task={task} />}
    </li>
  );
}
