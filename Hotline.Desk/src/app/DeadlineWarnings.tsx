import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLive } from '@/api/live/live';
import { useLabel } from '@/i18n/labels';
import { useTime } from '@/i18n/time';

/** A deadline that nears is told wherever the person works just now, with the way to it. */
export function DeadlineWarnings() {
  const { t } = useTranslation();
  const label = useLabel();
  const time = useTime();
  const { notification } = App.useApp();
  useLive('deadlineWarning', (warning) => {
    const target = warning.caseNumber ?? warning.contactId;
    const to = warning.caseNumber !== null ? `/cases/${warning.caseNumber}` : `/intake/${warning.contactId}`;
    notification.warning({
      key: `${warning.clock}/${target}`,
      duration: 0,
      title: t('app.deadline.title', { clock: label('clock', warning.clock) }),
      description: (
        <>
          <div>{t('app.deadline.due', { due: time.full(warning.due) })}</div>
          {target !== null && (
            <Link to={to} onClick={() => notification.destroy(`${warning.clock}/${target}`)}>
              {warning.caseNumber ?? t('app.deadline.openContact')}
            </Link>
          )}
        </>
      ),
    });
  });
  return null;
}
