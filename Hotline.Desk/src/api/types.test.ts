import { describe, expect, it } from 'vitest';
import { messages } from '@/i18n/zh-CN';
import interfaceText from '../../../docs/api/openapi.json?raw';
import generated from './generated.ts?raw';
import { caseStates, noticeStates, outcomes } from './types';

interface Schema {
  enum?: (string | null)[];
  properties?: Record<string, unknown>;
}

const { schemas } = (JSON.parse(interfaceText) as { components: { schemas: Record<string, Schema> } }).components;
const valuesOf = (name: string) => words(schemas[name]?.enum ?? []);
const words = (values: readonly (string | null)[]) => values.filter((value) => value !== null).sort();

describe('the generated types', () => {
  it('are those of docs/api/openapi.json (else: npm run types)', () => {
    const fresh = Object.entries(schemas).map(([name, { properties = {}, enum: values }]) =>
      values === undefined ? [name, Object.keys(properties).sort()] : [name, words(values)],
    );
    const written = Object.keys(schemas).map((name) => {
      const union = new RegExp(`^ {8}${name}: ("[^;]*);$`, 'm').exec(generated)?.[1];
      if (union !== undefined) return [name, [...union.matchAll(/"([^"]*)"/g)].map((match) => match[1]).sort()];
      const block = new RegExp(`^ {8}${name}: \\{\\n([\\s\\S]*?)^ {8}\\}`, 'm').exec(generated)?.[1] ?? '';
      return [name, [...block.matchAll(/^ {12}"?([\w-]+)"?\??:/gm)].map((match) => match[1]).sort()];
    });
    expect(written).toEqual(fresh);
  });
});

describe('the words for values', () => {
  const groups: Record<string, keyof typeof messages.label> = {
    Role: 'role',
    CaseState: 'caseState',
    CaseOutcome: 'outcome',
    CaseActKind: 'act',
    CaseLimitSource: 'limitSource',
    UnitRequestKind: 'requestKind',
    UnitRequestState: 'requestState',
    SurveyState: 'survey',
    SatisfactionRating: 'surveyAnswer',
    TaskKind: 'taskKind',
    TaskState: 'taskState',
    TaskOutcome: 'taskOutcome',
    NoticeState: 'noticeState',
    AgentState: 'agentState',
    Medium: 'medium',
    ContactEnding: 'ending',
  };

  it.each(Object.entries(groups))('%s has a word for every value', (schema, group) => {
    expect(valuesOf(schema).length).toBeGreaterThan(0);
    expect(valuesOf(schema).filter((value) => !(value in messages.label[group]))).toEqual([]);
  });

  it('lists of choices are complete', () => {
    expect([...caseStates].sort()).toEqual(valuesOf('CaseState'));
    expect([...outcomes].sort()).toEqual(valuesOf('CaseOutcome'));
    expect([...noticeStates].sort()).toEqual(valuesOf('NoticeState'));
  });
});
