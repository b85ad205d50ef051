import { useTranslation } from 'react-i18next';
import type { Messages } from './messages';

export type LabelGroup = keyof Messages['label'];

/** The word for a value of the contract; a value that this desk does not know yet is shown as it came. */
export function useLabel() {
  const { t } = useTranslation();
  return (group: LabelGroup, value: string | null | undefined): string =>
    value === null || value === undefined || value === ''
      ? ''
      : String(t(`label.${group}.${value.replaceAll('.', '-')}` as never, { defaultValue: value }));
}
