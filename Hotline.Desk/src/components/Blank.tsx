import type { ReactNode } from 'react';
import styles from './Blank.module.css';

/** What a list shows when there is nothing in it, and why that may be. */
export function Blank({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.blank}>
      <div className={styles.title}>{title}</div>
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}

/** Grey bars where rows will be: nothing jumps when they arrive. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles.waiting} aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <span key={row} />
      ))}
    </div>
  );
}
