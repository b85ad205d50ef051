import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { casesQuery } from '@/api/cases';
import { useNow } from '@/api/clock';
import { noCaseFilter } from '@/api/filters';
import { boardQuery } from '@/api/switchboard';
import { tasksQuery } from '@/api/tasks';
import { clockFace } from '@/i18n/time';
import styles from './BoardNumbers.module.css';
import { boardNumbers } from './figures';

/** The few numbers a leader glances at all day; each leads to what it counts. */
export function BoardNumbers() {
  const { t } = useTranslation();
  const now = useNow();
  const board = useQuery(boardQuery).data;
  const late = useQuery(casesQuery({ ...noCaseFilter, late: true, size: 1 })).data;
  const tasks = useQuery(tasksQuery('open')).data?.length;
  if (board === undefined) return null;
  const numbers = boardNumbers(board, now);
  return (
    <div className={styles.numbers} data-testid="board-numbers">
      <Link to="/switchboard" data-alert={numbers.waiting > 0 || undefined}>
        <b>{numbers.waiting}</b> {t('oversight.board.waiting')}
        {numbers.waiting > 0 && <i className="num">{clockFace(numbers.longestSeconds)}</i>}
      </Link>
      <Link to="/switchboard">
        <b>{numbers.talking}</b> {t('oversight.board.talking')}
      </Link>
      <Link to="/switchboard">
        <b>{numbers.ready}</b>
        <span>/{numbers.present}</span> {t('oversight.board.ready')}
      </Link>
      {late !== undefined && (
        <Link to="/cases?late=true" data-alert={late.total > 0 || undefined}>
          <b>{late.more ? `${late.total}+` : late.total}</b> {t('oversight.board.late')}
        </Link>
      )}
      {tasks !== undefined && (
        <Link to="/tasks">
          <b>{tasks}</b> {t('oversight.board.tasks')}
        </Link>
      )}
    </div>
  );
}
