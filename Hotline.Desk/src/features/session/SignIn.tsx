import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cityQuery } from '@/api/city';
import { keys } from '@/api/keys';
import { signIn } from '@/api/session';
import { Field } from '@/components/Field';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { ProblemNote } from '@/components/ProblemNote';
import styles from './SignIn.module.css';

const samplePassword = 'hotline-sample';
const sampleNames = [
  'agent1',
  'agent2',
  'leader',
  'dispatcher',
  'unit1',
  'unit2',
  'unit3',
  'supervisor',
  'admin',
] as const;

export function SignIn() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const city = useQuery(cityQuery);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: () => signIn(userName.trim(), password),
    onSuccess: (user) => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'city' });
      client.setQueryData(keys.session, user);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };

  return (
    <div className={styles.screen}>
      <header className={styles.top}>
        <LanguageSwitch />
      </header>
      <main className={styles.main}>
        <section className={styles.town}>
          <div className={styles.number}>{city.data?.hotlineNumber ?? '12345'}</div>
          <div className={styles.city}>{city.data?.name ?? ''}</div>
          <div className={styles.line}>{t('app.product')}</div>
          {city.data && <div className={styles.policy}>{city.data.policy.title}</div>}
        </section>
        <form className={styles.form} onSubmit={submit}>
          <h1>{t('app.signIn.title')}</h1>
          <Field label={t('app.signIn.userName')}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="username"
                value={userName}
                onChange={(event) => setUserName(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('app.signIn.password')}>
            {(control) => (
              <Input.Password
                {...control}
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          {enter.isError && <ProblemNote error={enter.error} />}
          <Button type="primary" htmlType="submit" block loading={enter.isPending} disabled={userName.trim() === ''}>
            {t('app.signIn.enter')}
          </Button>
          {city.data?.sampleData && (
            <div className={styles.sample}>
              <p>{t('app.signIn.sample', { password: samplePassword })}</p>
              <ul>
                {sampleNames.map((name) => (
                  <li key={name}>
                    <button
                      type="button"
                      onClick={() => {
                        setUserName(name);
                        setPassword(samplePassword);
                      }}
                    >
                      <code>{name}</code>
                      <span>{t(`app.signIn.sampleRole.${name}`)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </form>
      </main>
    </div>
  );
}
