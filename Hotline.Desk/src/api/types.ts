import type { components } from './generated';

/** The shapes of the product's interface under the desk's own names. They are generated: see `npm run types`. */
type Schemas = components['schemas'];

/** docs/api/openapi.json does not say what a list of times holds. */
type WithTimes<T extends { warnings: unknown[] }> = Omit<T, 'warnings'> & { warnings: string[] };

export type Role = Schemas['Role'];
export type User = Schemas['SessionUser'];
export type BrowserPhoneAccount = Schemas['BrowserPhone'];
export type City = Schemas['CityAnswer'];
export type UnitRef = Schemas['UnitRef'];
export type Unit = Schemas['UnitView'];
export type Category = Schemas['CategoryView'];

export interface Page<T> {
  items: T[];
  page: number;
  size: number;
  total: number;
  /** There are more than total, which was counted no further. */
  more: boolean;
}

export type Contact = Omit<Schemas['ContactView'], 'registerBy'> & { registerBy: RegisterBy | null };
export type ContactSummary = Schemas['ContactSummary'];
/** Until when the hazard track wants the matter registered and dispatched, and when it warns before that. */
export type RegisterBy = WithTimes<Schemas['CountdownView']>;

export type Case = Omit<Schemas['CaseView'], 'clocks'> & { clocks: Clock[] };
export type CaseSummary = Schemas['CaseSummary'];
export type CaseState = Schemas['CaseState'];
export type Outcome = Schemas['CaseOutcome'];
export type Act = Schemas['CaseActKind'];
export type AllowedAct = Schemas['ActView'];
export type CaseLimitSource = Schemas['CaseLimitSource'];
export type Clock = WithTimes<Schemas['ClockView']>;
export type HistoryEntry = Schemas['HistoryView'];
export type Suggestion = Schemas['SuggestionView'];
type Judged =
  | 'complexity'
  | 'convenienceList'
  | 'longitude'
  | 'latitude'
  | 'fine'
  | 'acceptGround'
  | 'againstUnitId'
  | 'supervisionCauses';
export type NewCase = Required<Omit<Schemas['NewCase'], Judged>> & Pick<Schemas['NewCase'], Judged>;

export type Task = Schemas['TaskView'];
export type TaskKind = Schemas['TaskKind'];
export type TaskOutcome = Schemas['TaskOutcome'];
export type Notice = Schemas['NoticeView'];
export type NoticeState = Schemas['NoticeState'];

export type Board = Schemas['BoardAnswer'];
export type AgentOnBoard = Schemas['BoardAgent'];
export type AgentState = Schemas['AgentState'];
export type WaitingCaller = Schemas['BoardWaiting'];
export type CallTrace = Schemas['TraceAnswer'];
export type TracedMessage = Schemas['TracedMessageAnswer'];
export type TraceList = Schemas['TraceListAnswer'];
export type SipAccount = Schemas['SipAccountAnswer'];
export type StaffMember = Schemas['StaffAnswer'];

export type RecordingSummary = Schemas['RecordingSummary'];
export type Play = Schemas['PlayAnswer'];
export type Waveform = Schemas['WaveformAnswer'];
export type AuditEntry = Schemas['AuditView'];

/** The six types of GB/T 33358-2016, the most frequent first. */
export const requestTypes = ['complaint', 'help', 'consultation', 'report', 'suggestion', 'praise'] as const;

export const outcomes: readonly Outcome[] = [
  'solved',
  'partly',
  'explained',
  'cannot-be-solved-now',
  'not-justified',
  'not-ours',
];

export const caseStates: readonly CaseState[] = [
  'registered',
  'dispatched',
  'signed',
  'replied',
  'closed',
  'follow-up',
  'archived',
];

export const noticeStates: readonly NoticeState[] = ['held', 'queued', 'sent', 'delivered', 'failed', 'answered'];

/** A clock that nears its limit, as the hub tells it. */
export interface DeadlineWarning {
  caseNumber: string | null;
  contactId: string | null;
  clock: string;
  at: string;
  due: string;
  for: Role;
}
