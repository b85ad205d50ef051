import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onSignedOut } from '@/api/http';
import { keys } from '@/api/keys';
import { sessionQuery } from '@/api/session';
import { Waiting } from '@/components/Blank';
import { ErrorBoundary } from '@/components/ErrorBoundary';
import { ProblemNote } from '@/components/ProblemNote';
import { SignIn } from '@/features/session/SignIn';
import { LiveProvider } from './LiveProvider';
import { Providers } from './Providers';
import { queryClient } from './queryClient';
import { Shell } from './Shell';

export function App() {
  return (
    <Providers>
      <ErrorBoundary resetKey="app">
        <Gate />
      </ErrorBoundary>
    </Providers>
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
