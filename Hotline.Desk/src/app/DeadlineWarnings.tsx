import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLive } from '@/api/live/live';
import { useLabel } from '@/i18n/labels';
import { useTime } from '@/i18n/time';

/** What the hotline's people are told like a deadline, though no limit ends. */
const alerts = ['supervision', 'accountability'] as const;

/** A deadline that nears, or what supervision found, is told wherever the person works just now, with the way to it. */
export function DeadlineWarnings() {
  const { t } = useTranslation();
  const label = useLabel();
  const time = useTime();
  const { notification } = App.useApp();
  useLive('deadlineWarning', (warning) => {
    const target = warning.caseNumber ?? warning.contactId;
    const key = `${warning.clock}/${target ?? warning.at}`;
    const alert = alerts.find((name) => name === warning.clock);
    const to = warning.caseNumber !== null ? `/cases/${warning.caseNumber}` : `/intake/${warning.contactId}`;
    notification.warning({
      key,
      duration: 0,
      title: alert ? t(`app.alert.${alert}`) : t('app.deadline.title', { clock: label('clock', warning.clock) }),
      description: (
        <>
          <div>{alert ? time.full(warning.at) : t('app.deadline.due', { due: time.full(warning.due) })}</div>
          {target !== null && (
            <Link to={to} onClick={() => notification.destroy(key)}>
              {warning.caseNumber ?? t('app.deadline.openContact')}
            </Link>
          )}
        </>
      ),
    });
  });
  return null;
}
