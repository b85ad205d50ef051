import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Route, Routes } from 'react-router';
import { useUser } from '@/api/session';
import { Blank } from '@/components/Blank';
import { homeOf } from './navigation';

const IntakePage = lazy(() => import('@/features/intake/IntakePage'));
const CasesPage = lazy(() => import('@/features/cases/CasesPage'));
const CasePage = lazy(() => import('@/features/cases/CasePage'));
const DispatchPage = lazy(() => import('@/features/dispatch/DispatchPage'));
const TasksPage = lazy(() => import('@/features/tasks/TasksPage'));
const NoticesPage = lazy(() => import('@/features/notices/NoticesPage'));
const RecordingsPage = lazy(() => import('@/features/recordings/RecordingsPage'));
const SwitchboardPage = lazy(() => import('@/features/switchboard/SwitchboardPage'));
const TracesPage = lazy(() => import('@/features/traces/TracesPage'));
const PhonesPage = lazy(() => import('@/features/phones/PhonesPage'));
const StaffPage = lazy(() => import('@/features/staff/StaffPage'));
const AuditPage = lazy(() => import('@/features/audit/AuditPage'));

export function Screens() {
  const user = useUser();
  return (
    <Routes>
      <Route path="/" element={<Navigate to={homeOf(user)} replace />} />
      <Route path="/intake/:tab?" element={<IntakePage />} />
      <Route path="/cases" element={<CasesPage />} />
      <Route path="/cases/:number" element={<CasePage />} />
      <Route path="/dispatch" element={<DispatchPage />} />
      <Route path="/tasks" element={<TasksPage />} />
      <Route path="/notices" element={<NoticesPage />} />
      <Route path="/recordings" element={<RecordingsPage />} />
      <Route path="/switchboard" element={<SwitchboardPage />} />
      <Route path="/traces/:callId?" element={<TracesPage />} />
      <Route path="/phones" element={<PhonesPage />} />
      <Route path="/staff" element={<StaffPage />} />
      <Route path="/audit" element={<AuditPage />} />
      <Route path="*" element={<Nowhere />} />
    </Routes>
  );
}

function Nowhere() {
  const { t } = useTranslation();
  return (
    <Blank title={t('app.nowhere')}>
      <Link to="/">{t('app.home')}</Link>
    </Blank>
  );
}
