import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Field.module.css';

/** What a field hands to its control, so that a screen reader hears label, error and hint as one. */
export interface FieldControl {
  id: string;
  status: 'error' | '';
  'aria-labelledby': string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

interface Props {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  aside?: ReactNode;
  must?: boolean;
  children: (control: FieldControl) => ReactNode;
}

/** A labelled control with its own error below it. */
export function Field({ label, error, hint, aside, must = false, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const noted = error ?? hint;
  return (
    <div className={styles.field} data-invalid={error !== undefined || undefined}>
      <label className={styles.label} htmlFor={id} id={`${id}-label`}>
        {label}
        {must && (
          <span className={styles.must} title={t('app.required')}>
            *
          </span>
        )}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </label>
      {children({
        id,
        status: error === undefined ? '' : 'error',
        'aria-labelledby': `${id}-label`,
        'aria-describedby': noted === undefined ? undefined : `${id}-note`,
        'aria-invalid': error !== undefined,
      })}
      {error !== undefined ? (
        <div className={styles.error} id={`${id}-note`} role="alert">
          {error}
        </div>
      ) : (
        hint !== undefined && (
          <div className={styles.hint} id={`${id}-note`}>
            {hint}
          </div>
        )
      )}
    </div>
  );
}
