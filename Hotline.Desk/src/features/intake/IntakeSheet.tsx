import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { contactQuery } from '@/api/contacts';
import { ProblemNote } from '@/components/ProblemNote';
import { Caller, Earlier } from './CallerPanel';
import { type IntakeTab, isWithoutContact, useIntakeDesk } from './desk';
import { IntakeForm } from './IntakeForm';
import styles from './IntakeSheet.module.css';
import { Registered } from './Registered';

/** One contact's sheet: who calls and what was before at the left, the form (or what became of it) beside it. */
export function IntakeSheet({ tab }: { tab: IntakeTab }) {
  const { t } = useTranslation();
  const { desk } = useIntakeDesk();
  const without = isWithoutContact(tab.id);
  const contact = useQuery({ ...contactQuery(tab.id), enabled: !without });
  const last = tab.registered.at(-1);
  return (
    <div className={styles.sheet} data-without={without || undefined}>
      {!without && (
        <>
          <aside className={styles.caller} aria-label={t('intake.caller.title')}>
            {contact.error && <ProblemNote error={contact.error} onRetry={() => void contact.refetch()} />}
            <Caller tab={tab} contact={contact.data} />
          </aside>
          <aside className={styles.earlier} aria-label={t('intake.caller.before')}>
            <Earlier contact={contact.data} />
          </aside>
        </>
      )}
      {tab.writing || last === undefined ? (
        <IntakeForm tab={tab} contact={contact.data} />
      ) : (
        <Registered key={last} number={last} onAnother={() => desk.writeAnother(tab.id)} />
      )}
    </div>
  );
}
