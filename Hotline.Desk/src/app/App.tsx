import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { ConfigProvider, App as Widgets } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { onSignedOut } from '@/api/http';
import { keys } from '@/api/keys';
import { sessionQuery } from '@/api/session';
import { Waiting } from '@/components/Blank';
import { ErrorBoundary } from '@/components/ErrorBoundary';
import { ProblemNote } from '@/components/ProblemNote';
import { SignIn } from '@/features/session/SignIn';
import { widgetLocale } from '@/i18n/language';
import { LiveProvider } from './LiveProvider';
import { queryClient } from './queryClient';
import { Shell } from './Shell';
import { theme } from './theme';

export function App() {
  useTranslation();
  return (
    <ConfigProvider theme={theme} locale={widgetLocale()} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <Widgets component={false} notification={{ placement: 'bottomRight' }} message={{ top: 56 }}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <ErrorBoundary resetKey="app">
              <Gate />
            </ErrorBoundary>
          </BrowserRouter>
        </QueryClientProvider>
      </Widgets>
    </ConfigProvider>
  );
}

/** Without a session the sign-in stands in front of whatever address was asked for, and gives way to it afterwards. */
function Gate() {
  const session = useQuery(sessionQuery);
  useEffect(() => onSignedOut(() => queryClient.setQueryData(keys.session, null)), []);

  if (session.isPending) return <Waiting rows={4} />;
  if (session.isError && session.data === undefined)
    return (
      <div className="page">
        <ProblemNote error={session.error} onRetry={() => void session.refetch()} />
      </div>
    );
  if (!session.data) return <SignIn />;
  return (
    <LiveProvider key={session.data.id}>
      <Shell />
    </LiveProvider>
  );
}
