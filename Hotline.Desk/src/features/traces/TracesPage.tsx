import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { keys } from '@/api/keys';
import { deleteTrace, traceFile, traceNext, traceQuery, tracesQuery } from '@/api/traces';
import type { CallTrace } from '@/api/types';
import { Blank, Waiting } from '@/components/Blank';
import { Chip } from '@/components/Chips';
import { ProblemNote, useProblemText } from '@/components/ProblemNote';
import { useTime } from '@/i18n/time';
import { LadderChart } from './LadderChart';
import { ladderOf } from './ladder';
import styles from './Traces.module.css';

/** The SIP messages of single calls: asked for call by call, looked at as a ladder, taken away as text. */
export default function TracesPage() {
  const { t } = useTranslation();
  const { callId } = useParams();
  const traces = useQuery(tracesQuery);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.nav.traces')}</h1>
        {traces.data && <NextCalls key={traces.data.waiting} waiting={traces.data.waiting} most={traces.data.most} />}
      </div>
      <p className={`muted small ${styles.note}`}>{t('oversight.traces.note')}</p>
      {traces.isError && <ProblemNote error={traces.error} onRetry={() => void traces.refetch()} />}
      <div className={styles.columns}>
        <section className="card">
          <header>
            <h2>{t('oversight.traces.calls')}</h2>
            <span className="num">{traces.data?.traces.length ?? 0}</span>
          </header>
          {traces.isPending && <Waiting />}
          {traces.data?.traces.length === 0 && <Blank title={t('oversight.traces.none')} />}
          <TraceLinks chosen={callId} />
        </section>
        {callId !== undefined && <Trace key={callId} callId={callId} />}
      </div>
    </div>
  );
}

function NextCalls({ waiting, most }: { waiting: number; most: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const [calls, setCalls] = useState(waiting === 0 ? 1 : waiting);
  const order = useMutation({
    mutationFn: traceNext,
    onError: (error) => message.error(text(error).title),
    onSettled: () => client.invalidateQueries({ queryKey: keys.traces.list }),
  });
  return (
    <div className={styles.next}>
      <label htmlFor="next-calls">{t('oversight.traces.next')}</label>
      <InputNumber id="next-calls" min={1} max={most} value={calls} onChange={(value) => setCalls(value ?? 1)} />
      <Button type="primary" loading={order.isPending} onClick={() => order.mutate(calls)}>
        {t('oversight.traces.begin')}
      </Button>
      {waiting > 0 && (
        <>
          <Chip tone="amber">{t('oversight.traces.waiting', { calls: waiting })}</Chip>
          <Button onClick={() => order.mutate(0)}>{t('oversight.traces.stop')}</Button>
        </>
      )}
    </div>
  );
}

function TraceLinks({ chosen }: { chosen: string | undefined }) {
  const { t } = useTranslation();
  const time = useTime();
  const traces = useQuery(tracesQuery);
  return (
    <ul className={styles.links}>
      {traces.data?.traces.map((trace) => (
        <li key={trace.callId} data-testid="trace">
          <Link to={`/traces/${trace.callId}`} aria-current={trace.callId === chosen ? 'page' : undefined}>
            <span className="num">{time.full(trace.since)}</span>
            <span className="muted small">{t('oversight.traces.messages', { count: trace.messages })}</span>
            {!trace.isOver && <Chip tone="blue">{t('oversight.traces.goesOn')}</Chip>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Trace({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const trace = useQuery(traceQuery(callId));
  const remove = useMutation({
    mutationFn: deleteTrace,
    onError: (error) => message.error(text(error).title),
    onSuccess: () => {
      client.removeQueries({ queryKey: keys.traces.one(callId) });
      void client.invalidateQueries({ queryKey: keys.traces.list });
      void navigate('/traces');
    },
  });
  return (
    <section className="card" aria-busy={trace.isFetching}>
      <header className={styles.tools}>
        <h2>{t('oversight.traces.ladder')}</h2>
        <span className={styles.buttons}>
          <Button size="small" loading={trace.isFetching} onClick={() => void trace.refetch()}>
            {t('oversight.traces.refresh')}
          </Button>
          <Button size="small" href={traceFile(callId)} download>
            {t('oversight.traces.export')}
          </Button>
          <Popconfirm title={t('oversight.traces.deleteSure')} onConfirm={() => remove.mutate(callId)}>
            <Button size="small" danger loading={remove.isPending}>
              {t('oversight.traces.delete')}
            </Button>
          </Popconfirm>
        </span>
      </header>
      {trace.isPending && <Waiting />}
      {trace.isError && <ProblemNote error={trace.error} onRetry={() => void trace.refetch()} />}
      {trace.data && <Messages trace={trace.data} />}
    </section>
  );
}

function Messages({ trace }: { trace: CallTrace }) {
  const { t } = useTranslation();
  const time = useTime();
  const [chosen, setChosen] = useState(0);
  const ladder = useMemo(() => ladderOf(trace.messages), [trace.messages]);
  const message = trace.messages[chosen];
  if (message === undefined) return <Blank title={t('oversight.traces.empty')} />;
  return (
    <>
      <LadderChart ladder={ladder} chosen={chosen} onChoose={setChosen} />
      {trace.notKept > 0 && (
        <p className={`muted small ${styles.note}`}>{t('oversight.traces.notKept', { count: trace.notKept })}</p>
      )}
      <div className={styles.message} aria-live="polite">
        <p className="small num">
          {time.full(message.at)} · {message.transport} · {message.address}
        </p>
        <pre data-testid="message">{message.text}</pre>
      </div>
    </>
  );
}
