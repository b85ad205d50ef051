import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { cityQuery } from '@/api/city';
import { hasRole, useUser } from '@/api/session';
import { Waiting } from '@/components/Blank';
import { ErrorBoundary } from '@/components/ErrorBoundary';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { CallBar } from '@/features/intake/CallBar';
import { AgentControl } from '@/features/session/AgentControl';
import { UserMenu } from '@/features/session/UserMenu';
import { PhoneControl } from '@/features/softphone/PhoneControl';
import { BoardNumbers } from '@/features/switchboard/BoardNumbers';
import { DeadlineWarnings } from './DeadlineWarnings';
import { icons } from './icons';
import { LiveBanner } from './LiveBanner';
import { placesOf } from './navigation';
import { Screens } from './Screens';
import styles from './Shell.module.css';
import { SmsChip } from './SmsChip';

export function Shell() {
  const { t } = useTranslation();
  const user = useUser();
  const city = useQuery(cityQuery).data;
  const { pathname } = useLocation();
  const places = placesOf(user);

  useEffect(() => {
    document.title = city ? `${city.hotlineNumber} · ${city.name}` : '12345';
  }, [city]);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('app.skip')}
      </a>
      <header className={styles.header}>
        <div className={styles.town}>
          <strong className="num">{city?.hotlineNumber ?? '12345'}</strong>
          <span className={styles.city}>{city?.name}</span>
          <span className={styles.policy} title={city?.policy.title}>
            {city?.policy.title}
          </span>
        </div>
        {hasRole(user, 'shift-leader', 'supervisor') && <BoardNumbers />}
        <div className={styles.tools}>
          {city && <SmsChip sms={city.sms} />}
          {user.agentId !== null && <PhoneControl agentId={user.agentId} />}
          {user.agentId !== null && <AgentControl agentId={user.agentId} />}
          <LanguageSwitch />
          <UserMenu />
        </div>
      </header>
      <nav className={styles.rail} aria-label={t('app.navigation')}>
        {places.map((place) => {
          const Icon = icons[place.label];
          return (
            <NavLink key={place.path} to={place.path}>
              <Icon aria-hidden />
              <span>{t(`app.nav.${place.label}`)}</span>
            </NavLink>
          );
        })}
      </nav>
      <main className={styles.main} id="main" tabIndex={-1}>
        <LiveBanner />
        {user.agentId !== null && <CallBar />}
        <DeadlineWarnings />
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<Waiting />}>
            <Screens />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}
