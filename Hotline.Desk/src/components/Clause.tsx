import { useTranslation } from 'react-i18next';
import styles from './Chips.module.css';

/** The clause of the regulation that decided; nothing where no clause did. */
export function Clause({ id, gist }: { id: string | null | undefined; gist?: string | null }) {
  const { t } = useTranslation();
  if (!id) return null;
  return (
    <span className={styles.clause} title={gist ?? t('app.clauseOf')}>
      <span className="sr-only">{t('app.clause')} </span>§ {id}
    </span>
  );
}
