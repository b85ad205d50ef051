import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { contactQuery, myContactsQuery } from '@/api/contacts';
import { useUser } from '@/api/session';
import { ProblemNote } from '@/components/ProblemNote';
import { dropDraft, readDraft } from '@/drafts/drafts';
import { type IntakeTab, isWithoutContact, useIntakeDesk } from './desk';
import { draftId, type IntakeDraft, isDirty } from './draft';
import styles from './IntakePage.module.css';
import { IntakeSheet } from './IntakeSheet';
import { RecentContacts } from './RecentContacts';

export default function IntakePage() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const { tab: shown } = useParams();
  const { desk, tabs } = useIntakeDesk();
  const { modal } = App.useApp();
  const current = tabs.find((tab) => tab.id === shown);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || !/^[1-9]$/.test(event.key)) return;
      const tab = tabs[Number(event.key) - 1];
      if (tab === undefined) return;
      event.preventDefault();
      navigate(`/intake/${tab.id}`);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [tabs, navigate]);

  const dirty = (tab: IntakeTab) => {
    const draft = readDraft<IntakeDraft>(user.id, draftId(tab.id));
    return draft !== null && isDirty(draft);
  };
  const close = async (tab: IntakeTab) => {
    if (
      dirty(tab) &&
      !(await modal.confirm({
        title: t('intake.tabs.discard'),
        content: t('intake.tabs.discardHint'),
        okText: t('intake.tabs.discardYes'),
        okButtonProps: { danger: true },
      }))
    )
      return;
    dropDraft(user.id, draftId(tab.id));
    desk.close(tab.id);
    if (tab.id === shown) navigate(`/intake/${tabs.find((other) => other.id !== tab.id)?.id ?? ''}`);
  };

  return (
    <div className={styles.page}>
      <div className={styles.strip}>
        <nav className={styles.tabs} aria-label={t('intake.tabs.title')}>
          {tabs.map((tab, index) => (
            <span key={tab.id} className={styles.tab} data-current={tab.id === shown || undefined}>
              <Link
                to={`/intake/${tab.id}`}
                aria-current={tab.id === shown ? 'page' : undefined}
                title={`Alt+${index + 1}`}
              >
                <span className="num">
                  {isWithoutContact(tab.id) ? t('intake.tabs.withoutCall') : tab.number || t('app.withheld')}
                </span>
                {tab.registered.length > 0 && <span className={styles.done}>✓ {tab.registered.length}</span>}
                {dirty(tab) && <span className={styles.dirty} role="img" aria-label={t('intake.tabs.unsaved')} />}
              </Link>
              <button type="button" aria-label={t('intake.tabs.close')} onClick={() => void close(tab)}>
                <CloseOutlined />
              </button>
            </span>
          ))}
        </nav>
        <Button
          type={tabs.length === 0 ? 'primary' : 'default'}
          icon={<PlusOutlined />}
          onClick={() => navigate(`/intake/${desk.openWithoutContact()}`)}
        >
          {t('intake.tabs.new')}
        </Button>
      </div>
      {current ? <IntakeSheet key={current.id} tab={current} /> : <Unopened id={shown} />}
    </div>
  );
}

/** Without an open tab: the agent's latest contacts; an address of a contact that has no tab opens one. */
function Unopened({ id }: { id: string | undefined }) {
  const { desk } = useIntakeDesk();
  const wanted = id !== undefined && !isWithoutContact(id) ? id : '';
  const contact = useQuery({ ...contactQuery(wanted), enabled: wanted !== '' });
  const mine = useQuery(myContactsQuery);
  useEffect(() => {
    if (contact.data !== undefined) desk.open(contact.data);
  }, [contact.data, desk]);
  return (
    <div className={styles.unopened}>
      {contact.error && <ProblemNote error={contact.error} />}
      <RecentContacts contacts={mine} />
    </div>
  );
}
