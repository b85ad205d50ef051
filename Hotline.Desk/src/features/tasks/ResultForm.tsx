import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { fieldErrors, Problem } from '@/api/problem';
import { recordResult } from '@/api/tasks';
import type { Task, TaskOutcome } from '@/api/types';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/ProblemNote';
import { useDraft } from '@/drafts/drafts';
import { useLabel } from '@/i18n/labels';
import { outcomesOf } from './outcomes';
import styles from './TasksPage.module.css';

/** What the policy may ask besides how satisfied they are. */
const questions = ['contacted', 'solved'] as const;

export function ResultForm({ task }: { task: Task }) {
  const { t } = useTranslation();
  const label = useLabel();
  const client = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [draft, change, clear] = useDraft(`task/${task.id}`, () => ({
    outcome: '' as TaskOutcome | '',
    note: '',
    contacted: null as boolean | null,
    solved: null as boolean | null,
  }));
  const answered = draft.outcome === 'satisfied' || draft.outcome === 'neutral' || draft.outcome === 'dissatisfied';
  const asked = answered ? questions.filter((question) => task.asks.includes(question)) : [];
  const record = useMutation({
    mutationFn: (outcome: TaskOutcome) =>
      recordResult(
        task.id,
        {
          outcome,
          note: draft.note.trim(),
          contacted: asked.includes('contacted') ? draft.contacted : null,
          solved: asked.includes('solved') ? draft.solved : null,
        },
        key.current,
      ),
    onSuccess: () => {
      clear();
      void client.invalidateQueries({ queryKey: keys.tasks.all });
      void client.invalidateQueries({ queryKey: keys.cases.all });
    },
    onError: (error) => {
      if (error instanceof Problem && !error.outcomeUnknown) key.current = crypto.randomUUID();
    },
  });
  const errors = fieldErrors(record.error);
  const atFields = Object.keys(errors).length > 0;
  const submit = () => {
    if (draft.outcome !== '' && !record.isPending) record.mutate(draft.outcome);
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) submit();
      }}
    >
      <Field label={t('oversight.tasks.result')} error={errors.outcome} must>
        {({ status: _, ...aria }) => (
          <Radio.Group
            {...aria}
            optionType="button"
            value={draft.outcome}
            onChange={(event) => change({ outcome: event.target.value as TaskOutcome })}
            options={outcomesOf[task.kind].map((outcome) => ({
              value: outcome,
              label: label('taskOutcome', outcome),
            }))}
          />
        )}
      </Field>
      {asked.map((question) => (
        <Field key={question} label={t(`oversight.tasks.${question}`)} error={errors[question]} must>
          {({ status: _, ...aria }) => (
            <Radio.Group
              {...aria}
              optionType="button"
              value={draft[question]}
              onChange={(event) => change({ [question]: event.target.value as boolean })}
              options={[
                { value: true, label: t('oversight.tasks.yes') },
                { value: false, label: t('oversight.tasks.no') },
              ]}
            />
          )}
        </Field>
      ))}
      <Field label={t('oversight.tasks.note')} error={errors.note}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
      {record.error && !atFields && <ProblemNote error={record.error} />}
      <div>
        <Button type="primary" htmlType="submit" disabled={draft.outcome === ''} loading={record.isPending}>
          {t('oversight.tasks.save')}
        </Button>
      </div>
    </form>
  );
}
