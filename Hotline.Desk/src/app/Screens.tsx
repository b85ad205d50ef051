import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Route, Routes } from 'react-router';
import { useUser } from '@/api/session';
import { Blank } from '@/components/Blank';
import { homeOf } from './navigation';

const IntakePage = lazy(() => import('@/features/intake/IntakePage'));

export function Screens() {
  const user = useUser();
  return (
    <Routes>
      <Route path="/" element={<Navigate to={homeOf(user)} replace />} />
      <Route path="/intake/:tab?" element={<IntakePage />} />
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
