import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '@/api/clock';
import type { CaseSummary, Contact, ContactSummary } from '@/api/types';
import { Waiting } from '@/components/Blank';
import { Chip, HazardChip, StateChip } from '@/components/Chips';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import { clockFace } from '@/i18n/time';
import type { IntakeTab } from './desk';
import styles from './IntakeSheet.module.css';

/** Who is on the line. */
export function Caller({ tab, contact }: { tab: IntakeTab; contact: Contact | undefined }) {
  const { t } = useTranslation();
  const label = useLabel();
  const now = useNow();
  const answeredAt = contact?.answeredAt ?? tab.answeredAt;
  const endedAt = contact?.endedAt ?? null;
  const number = contact?.number ?? tab.number;
  const until = endedAt === null ? now : Date.parse(endedAt);
  const seconds = answeredAt === null ? 0 : (until - Date.parse(answeredAt)) / 1000;
  return (
    <section data-testid="caller">
      <div className={styles.number}>{number || t('app.withheld')}</div>
      {answeredAt !== null && (
        <Chip tone={endedAt === null ? 'blue' : 'plain'}>
          {t(endedAt === null ? 'intake.call.talking' : 'intake.call.ended')}{' '}
          <span className="num">{clockFace(seconds)}</span>
        </Chip>
      )}
      <dl className={styles.facts}>
        <dt>{t('intake.caller.arrived')}</dt>
        <dd>
          <When at={contact?.arrivedAt} />
        </dd>
        <dt>{t('intake.caller.called')}</dt>
        <dd className="num">{contact?.calledNumber ?? '–'}</dd>
        {contact?.ending && (
          <>
            <dt>{t('intake.caller.ending')}</dt>
            <dd>{label('ending', contact.ending)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** What this caller came with before, and what this call has led to so far. */
export function Earlier({ contact }: { contact: Contact | undefined }) {
  const { t } = useTranslation();
  if (contact === undefined) return <Waiting rows={3} />;
  return (
    <>
      {contact.cases.length > 0 && <CaseList title={t('intake.caller.cases')} cases={contact.cases} />}
      <CaseList
        title={t('intake.caller.earlierCases', { number: contact.earlier.cases.length })}
        cases={contact.earlier.cases}
      />
      <ContactList contacts={contact.earlier.contacts} />
    </>
  );
}

function CaseList({ title, cases }: { title: string; cases: CaseSummary[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{title}</h3>
      {cases.length === 0 && <p className="muted small">{t('intake.caller.noCases')}</p>}
      <ul className={styles.list}>
        {cases.map((found) => (
          <li key={found.number} className={styles.item}>
            <div className={styles.itemHead}>
              <Link to={`/cases/${found.number}`} className="num">
                {found.number}
              </Link>
              <StateChip state={found.state} />
              {found.hazard && <HazardChip />}
              {found.nextDue?.late && <Chip tone="red">{t('cases.late')}</Chip>}
              <span className="small muted">
                <When at={found.registeredAt} />
              </span>
            </div>
            <div className="small muted">{found.category.path}</div>
            <div className="clip">{found.text}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ContactList({ contacts }: { contacts: ContactSummary[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <section>
      <h3>{t('intake.caller.earlierContacts', { number: contacts.length })}</h3>
      {contacts.length === 0 && <p className="muted small">{t('intake.caller.noContacts')}</p>}
      <ul className={styles.list}>
        {contacts.map((contact) => (
          <li key={contact.id} className={styles.item}>
            <div className={styles.itemHead}>
              <span>{label('medium', contact.medium)}</span>
              {contact.answeredAt === null && contact.medium === 'phone' && (
                <Chip tone="amber">{t('intake.caller.missed')}</Chip>
              )}
              <span className="small muted">
                <When at={contact.arrivedAt} />
              </span>
            </div>
            {contact.caseNumbers.map((number) => (
              <Link key={number} to={`/cases/${number}`} className="num small" style={{ marginRight: 8 }}>
                {number}
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
