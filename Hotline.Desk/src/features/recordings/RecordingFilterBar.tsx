import { Checkbox, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingFilter } from '@/api/filters';
import styles from './RecordingsPage.module.css';

interface Props {
  filter: RecordingFilter;
  onChange: (part: Partial<RecordingFilter>) => void;
}

const days = ['from', 'to'] as const;
const texts = ['number', 'agent', 'case'] as const;

export function RecordingFilterBar({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <search className={styles.filters}>
      {days.map((name) => (
        <span key={name} className={styles.day}>
          <label htmlFor={`${id}-${name}`}>{t(`oversight.recordings.${name}`)}</label>
          <Input
            id={`${id}-${name}`}
            type="date"
            value={filter[name]}
            min={name === 'to' ? filter.from : undefined}
            max={name === 'from' ? filter.to : undefined}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        </span>
      ))}
      {texts.map((name) => (
        <Input.Search
          key={`${name}/${filter[name]}`}
          className={styles.text}
          aria-label={t(`oversight.recordings.by.${name}`)}
          placeholder={t(`oversight.recordings.by.${name}`)}
          allowClear
          defaultValue={filter[name]}
          onSearch={(value) => onChange({ [name]: value.trim() })}
        />
      ))}
      <Checkbox checked={filter.worstSound} onChange={(event) => onChange({ worstSound: event.target.checked })}>
        {t('oversight.recordings.worstSound')}
      </Checkbox>
    </search>
  );
}
