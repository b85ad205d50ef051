import { PhoneFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { serverClock, useNow } from '@/api/clock';
import { myContactsQuery } from '@/api/contacts';
import { useLive } from '@/api/live/live';
import { useUser } from '@/api/session';
import { boardQuery } from '@/api/switchboard';
import { readDraft } from '@/drafts/drafts';
import { clockFace } from '@/i18n/time';
import styles from './CallBar.module.css';
import { useIntakeDesk } from './desk';
import { draftId, type IntakeDraft, isDirty } from './draft';

interface Offer {
  callId: string;
  number: string;
  at: number;
}

/** A board that was on its way when the call was offered does not yet know that it rings. */
const boardLag = 2000;

/**
 * The line's part of the shell: a call that rings, and a call answered while a half-written form is open. A call answered at any
 * other moment opens its form by itself.
 */
export function CallBar() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const now = useNow();
  const { desk, tabs } = useIntakeDesk();
  const [offer, setOffer] = useState<Offer | null>(null);
  const me = useQuery(boardQuery).data?.agents.find((agent) => agent.agentId === user.agentId);
  const mine = useQuery(myContactsQuery).data;

  const writingNow = () => {
    const tab = /^\/intake\/(.+)$/.exec(pathname)?.[1];
    const draft = tab === undefined ? null : readDraft<IntakeDraft>(user.id, draftId(tab));
    return draft !== null && isDirty(draft);
  };

  useLive('callOffered', ({ callId, number }) => setOffer({ callId, number, at: serverClock.now() }));
  useLive('callAnswered', ({ callId, contactId, number, answeredAt }) => {
    setOffer(null);
    const stay = writingNow();
    desk.open({ id: contactId, number, callId, answeredAt });
    if (!stay) navigate(`/intake/${contactId}`);
  });
  useLive('callEnded', ({ callId }) => setOffer((before) => (before?.callId === callId ? null : before)));

  // A reload in the middle of a call finds it again.
  useEffect(() => {
    for (const contact of mine?.items ?? [])
      if (contact.answeredAt !== null && contact.endedAt === null)
        desk.discover({ id: contact.id, number: contact.number, callId: null, answeredAt: contact.answeredAt });
  }, [mine, desk]);

  const talking = mine?.items.find((contact) => contact.answeredAt !== null && contact.endedAt === null);
  const live = tabs.find((tab) => tab.id === talking?.id);
  const elsewhere = live && !pathname.endsWith(live.id);

  if (offer !== null && (me?.state === 'ringing' || now - offer.at < boardLag))
    return (
      <div className={`${styles.bar} ${styles.ringing}`} role="status" data-testid="call-ringing">
        <PhoneFilled className={styles.bell} />
        <strong className="num">{offer.number || t('app.withheld')}</strong>
        <span>{t('intake.call.ringing')}</span>
        <span className="num">{clockFace((now - offer.at) / 1000)}</span>
      </div>
    );
  if (elsewhere)
    return (
      <div className={styles.bar} role="status" data-testid="call-elsewhere">
        <PhoneFilled />
        <strong className="num">{live.number || t('app.withheld')}</strong>
        <span>{t('intake.call.talkingElsewhere')}</span>
        <Button size="small" onClick={() => navigate(`/intake/${live.id}`)}>
          {t('intake.call.show')}
        </Button>
      </div>
    );
  return null;
}
