import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNote } from '@/components/ProblemNote';
import styles from './Acts.module.css';
import { Changes } from './Changes';
import type { useAct } from './useAct';

interface Props {
  act: ReturnType<typeof useAct>;
  label: string;
  icon?: ReactNode;
  ready: boolean;
  danger?: boolean;
  onSubmit: () => void;
  children?: ReactNode;
}

/** What every act's form has around its fields: changes by others, what went wrong, the button, Ctrl+Enter. */
export function ActFrame({ act, label, icon, ready, danger = false, onSubmit, children }: Props) {
  const possible = ready && !act.pending && !act.changed;
  const atFields = act.error !== null && Object.keys(act.fieldErrors).length > 0;
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (possible) onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey && possible) onSubmit();
      }}
    >
      {children}
      {act.changed && <Changes entries={act.changes} onGoOn={act.goOn} />}
      {act.error && !act.changed && !atFields && <ProblemNote error={act.error} />}
      <div className={styles.foot}>
        <Button
          type="primary"
          htmlType="submit"
          icon={icon}
          danger={danger}
          loading={act.pending}
          disabled={!ready || act.changed}
        >
          {label}
        </Button>
        <span className="muted small">Ctrl+Enter</span>
      </div>
    </form>
  );
}
