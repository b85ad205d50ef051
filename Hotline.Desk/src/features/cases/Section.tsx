import type { ReactNode } from 'react';
import styles from './CasePage.module.css';

export function Section({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="card">
      {title !== undefined && (
        <header>
          <h2>{title}</h2>
        </header>
      )}
      <div className={styles.body}>{children}</div>
    </section>
  );
}
