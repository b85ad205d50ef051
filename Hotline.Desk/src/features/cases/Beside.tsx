import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Case } from '@/api/types';
import { Chip, type Tone } from '@/components/Chips';
import { Clause } from '@/components/Clause';
import { When } from '@/components/When';
import { useLabel } from '@/i18n/labels';
import { clockFace } from '@/i18n/time';
import styles from './CasePage.module.css';
import { Section } from './Section';

/** What hangs on the case: the citizen's word, calls to make, contacts and recordings. */
export function Beside({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  return (
    <>
      {shown.survey && (
        <Section title={t('cases.survey')}>
          <SurveyState survey={shown.survey} />
        </Section>
      )}
      {shown.tasks.length > 0 && (
        <Section title={t('cases.tasks')}>
          <Tasks tasks={shown.tasks} />
        </Section>
      )}
      {shown.contacts.length > 0 && (
        <Section title={t('cases.contacts')}>
          <Contacts shown={shown} />
        </Section>
      )}
      {shown.recordings.length > 0 && (
        <Section title={t('cases.recordings')}>
          <Recordings shown={shown} />
        </Section>
      )}
    </>
  );
}

function SurveyState({ survey }: { survey: NonNullable<Case['survey']> }) {
  const label = useLabel();
  const tone: Tone =
    survey.answer === 'dissatisfied'
      ? 'red'
      : survey.answer === null
        ? survey.state === 'held'
          ? 'amber'
          : 'blue'
        : 'green';
  return (
    <div className={styles.line} data-testid="survey" data-state={survey.state}>
      <Chip tone={tone}>
        {survey.answer === null ? label('survey', survey.state) : label('surveyAnswer', survey.answer)}
      </Chip>
      {survey.answer !== null && <span className="muted small">{label('survey', survey.state)}</span>}
      <When at={survey.answeredAt ?? survey.askedAt} />
    </div>
  );
}

function Tasks({ tasks }: { tasks: Case['tasks'] }) {
  const label = useLabel();
  return (
    <ul className={styles.list}>
      {tasks.map((task) => (
        <li key={task.id}>
          <div className={styles.line}>
            <Link to={`/tasks?state=${task.state}`}>{label('taskKind', task.kind)}</Link>
            <Chip tone={task.state === 'open' ? 'amber' : 'plain'}>
              {task.state === 'open' ? label('taskState', task.state) : label('taskOutcome', task.result)}
            </Chip>
            <When at={task.dueAt ?? task.createdAt} />
          </div>
          <div className="muted small">
            {task.reason} <Clause id={task.clause} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Contacts({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <ul className={styles.list}>
      {shown.contacts.map((contact) => (
        <li key={contact.id} className={styles.line}>
          <span>{label('medium', contact.medium)}</span>
          <span className="num">{contact.number || t('app.withheld')}</span>
          <When at={contact.arrivedAt} />
        </li>
      ))}
    </ul>
  );
}

function Recordings({ shown }: { shown: Case }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.list}>
      {shown.recordings.map((recording) => (
        <li key={recording.id} className={styles.line}>
          <Link to={`/recordings?case=${encodeURIComponent(shown.number)}&open=${recording.id}`} className="num">
            {recording.durationSeconds === null ? t('cases.recordingNow') : clockFace(recording.durationSeconds)}
          </Link>
          <span>{recording.agentName}</span>
          <When at={recording.startedAt} />
        </li>
      ))}
    </ul>
  );
}
