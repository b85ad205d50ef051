import { Input } from 'antd';
import { Field } from '@/components/Field';

interface Props {
  label: string;
  error: string | undefined;
  hint?: string;
  value: string;
  must?: boolean;
  onChange: (value: string) => void;
}

/** A moment of local time in China, whatever the seat's own zone. */
export const Moment = ({ label, error, hint, value, must = false, onChange }: Props) => (
  <Field label={label} error={error} hint={hint} must={must}>
    {(control) => (
      <Input {...control} type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
    )}
  </Field>
);
