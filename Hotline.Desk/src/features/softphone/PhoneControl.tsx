import { AudioMutedOutlined, AudioOutlined, DownOutlined, PhoneFilled } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { BrowserPhone } from './BrowserPhone';
import { choose, usesBrowser } from './choice';
import styles from './PhoneControl.module.css';
import { Ringer } from './ringer';

/** Whether calls come to the desk phone or to this page; and the keys of the phone in this page. */
export function PhoneControl({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const user = useUser();
  const [phone] = useState(() => new BrowserPhone());
  const [inBrowser, setInBrowser] = useState(() => usesBrowser(user.id));
  const { state, muted, problem, sound } = useSyncExternalStore(phone.subscribe, phone.read);
  const ear = useRef<HTMLAudioElement>(null);

  useEffect(() => {
    if (inBrowser) phone.start();
    return () => phone.stop();
  }, [phone, inBrowser]);

  useEffect(() => {
    if (ear.current !== null) ear.current.srcObject = sound;
  }, [sound]);

  useEffect(() => {
    if (state !== 'ringing') return;
    const ringer = new Ringer();
    ringer.start();
    return () => ringer.stop();
  }, [state]);

  const pick = (browser: boolean) => {
    choose(user.id, browser);
    setInBrowser(browser);
  };
  const text = problem !== null && inBrowser ? t(`softphone.problem.${problem}`) : t(`softphone.state.${state}`);

  return (
    <div className={styles.phone} data-testid="phone" data-state={state}>
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call */}
      <audio ref={ear} autoPlay data-testid="phone-sound" />
      {state === 'ringing' && (
        <>
          <Button
            size="small"
            type="primary"
            icon={<PhoneFilled />}
            onClick={() => phone.answer()}
            data-testid="phone-answer"
          >
            {t('softphone.answer')}
          </Button>
          <Button size="small" danger onClick={() => phone.hangUp()}>
            {t('softphone.reject')}
          </Button>
        </>
      )}
      {state === 'talking' && (
        <>
          <Button
            size="small"
            icon={muted ? <AudioMutedOutlined /> : <AudioOutlined />}
            aria-pressed={muted}
            onClick={() => phone.toggleMute()}
          >
            {t(muted ? 'softphone.unmute' : 'softphone.mute')}
          </Button>
          <Button size="small" danger type="primary" icon={<PhoneFilled />} onClick={() => phone.hangUp()}>
            {t('softphone.hangUp')}
          </Button>
        </>
      )}
      {state !== 'talking' && state !== 'ringing' && (
        <Dropdown
          trigger={['click']}
          menu={{
            selectable: true,
            selectedKeys: [inBrowser ? 'browser' : 'desk'],
            items: [
              { key: 'desk', label: t('softphone.desk', { phone: agentId }), onClick: () => pick(false) },
              { key: 'browser', label: t('softphone.browser'), onClick: () => pick(true) },
            ],
          }}
        >
          <button type="button" className={styles.button} title={text} aria-label={`${t('softphone.choose')}: ${text}`}>
            <span
              className={`${styles.dot} ${styles[state] ?? ''} ${problem !== null && inBrowser ? styles.problem : ''}`}
            />
            <span className={styles.text}>{text}</span>
            <DownOutlined style={{ fontSize: 10 }} />
          </button>
        </Dropdown>
      )}
    </div>
  );
}
