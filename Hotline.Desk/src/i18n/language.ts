import type { Locale } from 'antd/es/locale';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from './messages';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const remembered = 'hotline.language';

const load: Record<Language, () => Promise<{ messages: Messages; antd: Locale }>> = {
  'zh-CN': () => import('./zh-CN'),
  en: () => import('./en'),
};

const widgets = new Map<Language, Locale>();

/** What was chosen before, else the first language of the browser that the desk speaks, else Chinese. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  if (languages.includes(stored as Language)) return stored as Language;
  for (const tag of browser) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN');

/** The words of the widget library in the language that is spoken now. */
export const widgetLocale = () => widgets.get(currentLanguage());

async function fetchLanguage(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const { messages, antd } = await load[language]();
  widgets.set(language, antd);
  i18next.addResourceBundle(language, 'translation', messages);
}

export async function startLanguage(): Promise<void> {
  const language = preferredLanguage(localStorage.getItem(remembered), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    nsSeparator: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(language);
}

export async function speak(language: Language): Promise<void> {
  await fetchLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(remembered, language);
  await speak(language);
}
