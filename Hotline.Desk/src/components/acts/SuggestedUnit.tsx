import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { suggestionQuery } from '@/api/cases';
import { Problem } from '@/api/problem';
import { Clause } from '@/components/Clause';
import { ProblemNote } from '@/components/ProblemNote';
import styles from './Acts.module.css';

/** The unit that the policy names, with its reason and clause; or plainly that there is none. */
export function SuggestedUnit({ category, place }: { category: string; place: string }) {
  const { t } = useTranslation();
  const suggestion = useQuery(suggestionQuery(category, place));
  if (category === '') return <p className="muted small">{t('cases.dispatch.chooseCategory')}</p>;
  if (suggestion.error instanceof Problem && suggestion.error.status === 404)
    return (
      <div className={`${styles.suggestion} ${styles.none}`}>
        {t('cases.dispatch.noUnit')} <Clause id={suggestion.error.clause} />
      </div>
    );
  if (suggestion.error) return <ProblemNote error={suggestion.error} onRetry={() => void suggestion.refetch()} />;
  if (suggestion.data === undefined) return <p className="muted small">{t('app.loading')}</p>;
  return (
    <div className={styles.suggestion} data-testid="suggestion">
      <div>
        <span className="small">{t('cases.dispatch.suggested')} </span>
        <strong>{suggestion.data.unit.name}</strong>
      </div>
      <div className="small">
        {suggestion.data.reason} <Clause id={suggestion.data.clause} />
      </div>
    </div>
  );
}
