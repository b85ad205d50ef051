import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage, type Language, languages } from '@/i18n/language';
import styles from './LanguageSwitch.module.css';

const names: Record<Language, string> = { 'zh-CN': '中文', en: 'EN' };

export function LanguageSwitch() {
  const { t } = useTranslation();
  const spoken = currentLanguage();
  return (
    <fieldset className={styles.switch}>
      <legend className="sr-only">{t('app.language')}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() => void chooseLanguage(language)}
        >
          {names[language]}
        </button>
      ))}
    </fieldset>
  );
}
