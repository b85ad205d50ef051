import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider, App as Widgets } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { widgetLocale } from '@/i18n/language';
import { queryClient } from './queryClient';
import { useReducedMotion, withMotion } from './theme';

/** What every screen stands on. The widgets come last: their notifications and dialogs hold links and questions too. */
export function Providers({ children }: { children: ReactNode }) {
  useTranslation();
  const still = useReducedMotion();
  return (
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <ConfigProvider
          theme={withMotion(!still)}
          locale={widgetLocale()}
          wave={{ disabled: true }}
          button={{ autoInsertSpace: false }}
        >
          <Widgets component={false} notification={{ placement: 'bottomRight' }} message={{ top: 56 }}>
            {children}
          </Widgets>
        </ConfigProvider>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
