/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import { messages as english } from './en';
import { preferredLanguage } from './language';
import { messages as chinese } from './zh-CN';

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const zh = new Map(leaves(chinese));
const en = new Map(leaves(english));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const sources = import.meta.glob('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>;

describe('messages', () => {
  it('are the same keys in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
  });

  it('are nowhere empty', () => {
    const empty = [...zh, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('have the same places to fill in both languages', () => {
    const differing = [...zh.keys()].filter((key) => `${holes(zh.get(key) ?? '')}` !== `${holes(en.get(key) ?? '')}`);
    expect(differing).toEqual([]);
  });

  it('are Chinese in the Chinese and free of Chinese in the English', () => {
    const han = /\p{Script=Han}/u;
    expect([...en].filter(([, text]) => han.test(text)).map(([key]) => key)).toEqual([]);
    expect([...zh].filter(([, text]) => !han.test(text)).map(([key]) => key)).toEqual([]);
  });

  it('hold every key that the screens ask for', () => {
    const missing: string[] = [];
    for (const [file, text] of Object.entries(sources)) {
      if (file.includes('.test.')) continue;
      for (const match of text.matchAll(/\bt\(\s*(?:[^()'"`]*\?\s*)?'([\w.-]+)'(?:\s*:\s*'([\w.-]+)')?/g))
        for (const key of [match[1], match[2]]) if (key !== undefined && !zh.has(key)) missing.push(`${file}: ${key}`);
    }
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const text = Object.entries(sources)
      .filter(([file]) => !file.includes('/i18n/zh-CN/') && !file.includes('/i18n/en/'))
      .map(([, source]) => source)
      .join('\n');
    const dynamic =
      /^(label|app\.problem\.code|app\.nav|app\.signIn\.sampleRole|app\.sms|app\.smsShort|app\.smsHint)\./;
    const unused = [...zh.keys()].filter(
      (key) => !dynamic.test(key) && !text.includes(`'${key}'`) && !text.includes(`${key.replace(/\.[^.]+$/, '')}.\${`),
    );
    expect(unused).toEqual([]);
  });
});

describe('preferredLanguage', () => {
  it('is what was chosen before, else the browser’s first that is spoken here, else Chinese', () => {
    expect(preferredLanguage('en', ['zh-CN'])).toBe('en');
    expect(preferredLanguage(null, ['fr-FR', 'en-GB', 'zh-CN'])).toBe('en');
    expect(preferredLanguage(null, ['zh-TW'])).toBe('zh-CN');
    expect(preferredLanguage('xx', ['fr'])).toBe('zh-CN');
  });
});
