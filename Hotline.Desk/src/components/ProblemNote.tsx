import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Clause } from './Clause';
import styles from './Problem.module.css';

/** Says what an error is in the reader's language, with the code to tell support. */
export function useProblemText() {
  const { t } = useTranslation();
  return (error: unknown): { title: string; detail: string | null; code: string; clause: string | null } => {
    if (!(error instanceof Problem))
      return { title: t('app.problem.unexpected'), detail: null, code: 'unexpected', clause: null };
    const known = t(`app.problem.code.${error.code}` as never, { defaultValue: '' }) as string;
    const title = known !== '' ? known : error.message;
    const detail = error.detail === title ? null : error.detail;
    return { title, detail, code: error.code, clause: error.clause };
  };
}

export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, code, clause } = useProblemText()(error);
  return (
    <div className={styles.note} role="alert">
      <ExclamationCircleOutlined style={{ marginTop: 4 }} />
      <div>
        <strong>{title}</strong>
        {detail !== null && <div className="prewrap">{detail}</div>}
        <div>
          <span className={styles.code}>{code}</span> <Clause id={clause} />
        </div>
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      )}
    </div>
  );
}
