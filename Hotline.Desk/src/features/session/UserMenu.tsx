import { DownOutlined, LogoutOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { signOut, useUser } from '@/api/session';
import { useProblemText } from '@/components/ProblemNote';
import { draftIds, dropDrafts } from '@/drafts/drafts';
import { useLabel } from '@/i18n/labels';
import styles from './Header.module.css';

export function UserMenu() {
  const { t } = useTranslation();
  const label = useLabel();
  const user = useUser();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const text = useProblemText();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      dropDrafts(user.id);
      client.setQueryData(keys.session, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'city' });
    },
    onError: (error) => message.error(text(error).title),
  });
  const askAndLeave = async () => {
    const sure =
      draftIds(user.id).length === 0 ||
      (await modal.confirm({
        title: t('app.signOutDrafts'),
        content: t('app.signOutDraftsHint'),
        okText: t('app.signOutAnyway'),
      }));
    if (sure) leave.mutate();
  };
  const roles = user.roles.map((role) => label('role', role)).join(' · ');

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <>
                <div>{user.unit?.name}</div>
                <div>{roles}</div>
                {user.agentId !== null && <div>{t('app.phone', { phone: user.agentId })}</div>}
              </>
            ),
          },
          { type: 'divider' },
          { key: 'leave', icon: <LogoutOutlined />, label: t('app.signOut'), onClick: () => void askAndLeave() },
        ],
      }}
    >
      <button type="button" className={styles.button} data-testid="user-menu">
        {user.name} <DownOutlined style={{ fontSize: 10 }} />
      </button>
    </Dropdown>
  );
}
