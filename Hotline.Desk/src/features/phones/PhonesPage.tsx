import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sipAccountsQuery } from '@/api/switchboard';
import { Blank, Waiting } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { ProblemNote } from '@/components/ProblemNote';

/** Telephone accounts, and whether a phone is registered on each. */
export default function PhonesPage() {
  const { t } = useTranslation();
  const accounts = useQuery(sipAccountsQuery);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('oversight.phones.title')}</h1>
      </div>
      <section className="card">
        {accounts.isError && <ProblemNote error={accounts.error} onRetry={() => void accounts.refetch()} />}
        {accounts.isPending && <Waiting />}
        {accounts.data?.length === 0 && <Blank title={t('oversight.phones.none')} />}
        {accounts.data !== undefined && accounts.data.length > 0 && (
          <table className="rows">
            <thead>
              <tr>
                <th>{t('oversight.phones.agent')}</th>
                <th>{t('oversight.phones.userName')}</th>
                <th>{t('oversight.phones.state')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.data.map((account) => (
                <tr key={account.agentId}>
                  <td className="num">{account.agentId}</td>
                  <td>{account.userName}</td>
                  <td>
                    <Chip tone={account.registered ? 'green' : 'plain'}>
                      {t(account.registered ? 'oversight.phones.registered' : 'oversight.phones.unregistered')}
                    </Chip>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
