/** The shapes of docs/contract.md. Times are UTC ISO 8601 strings, absent values are null. */

export type Role = 'agent' | 'shift-leader' | 'dispatcher' | 'handler' | 'supervisor' | 'admin';

export interface UnitRef {
  id: string;
  name: string;
}

export interface Unit extends UnitRef {
  level: number;
  parentId: string | null;
}

export interface User {
  id: string;
  userName: string;
  name: string;
  roles: Role[];
  unit: { id: string; name: string; level: number };
  agentId: string | null;
}

export interface City {
  name: string;
  hotlineNumber: string;
  policy: { id: string; title: string };
  sampleData: boolean;
  sms: { state: 'not-configured' | 'down' | 'up'; detail: string | null };
  now: string;
}

export interface Category {
  code: string;
  name: string;
  level: number;
  hazard: boolean;
  leadUnit: UnitRef | null;
  responsibleUnit: UnitRef | null;
  children: Category[];
}

export interface Page<T> {
  items: T[];
  page: number;
  size: number;
  total: number;
}

export const requestTypes = ['complaint', 'help', 'consultation', 'report', 'suggestion', 'praise'] as const;
export type RequestType = (typeof requestTypes)[number];

export const outcomes = ['solved', 'partly', 'explained', 'cannot-be-solved-now', 'not-justified', 'not-ours'] as const;
export type Outcome = (typeof outcomes)[number];

export const caseStates = ['registered', 'dispatched', 'signed', 'replied', 'closed', 'follow-up', 'archived'] as const;
export type CaseState = (typeof caseStates)[number];

export interface ContactSummary {
  id: string;
  medium: string;
  number: string;
  arrivedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  agentId: string | null;
  caseNumbers: string[];
}

export interface CaseSummary {
  number: string;
  state: CaseState;
  requestType: string;
  category: { code: string; path: string };
  place: string | null;
  text: string;
  hazard: boolean;
  confidential: boolean;
  registeredAt: string;
  unit: UnitRef | null;
  nextDue: { clock: string; due: string; late: boolean } | null;
}

/** Until when the hazard track wants the matter registered and dispatched, and when it warns before that. */
export interface RegisterBy {
  due: string;
  warnings: string[];
}

export interface Contact {
  id: string;
  medium: string;
  number: string;
  calledNumber: string | null;
  callId: string | null;
  agentId: string | null;
  arrivedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  ending: string | null;
  recordingId: string | null;
  registerBy: RegisterBy | null;
  cases: CaseSummary[];
  earlier: { contacts: ContactSummary[]; cases: CaseSummary[] };
}

export interface Clock {
  name: string;
  startedAt: string;
  due: string;
  warnings: string[];
  state: 'running' | 'met' | 'breached';
  endedAt: string | null;
  clause: string | null;
  gist: string | null;
  provisional: boolean;
  explanation: string | null;
}

export interface Assignment {
  unit: UnitRef;
  dispatchedAt: string;
  dispatchedBy: string | null;
  signedAt: string | null;
  repliedAt: string | null;
  automatic: boolean;
  reason: string | null;
  clause: string | null;
}

export type SurveyAnswer = 'satisfied' | 'neutral' | 'dissatisfied';

export interface Survey {
  state: 'held' | 'queued' | 'sent' | 'answered' | 'unanswered' | 'by-phone' | 'none';
  askedAt: string | null;
  answer: SurveyAnswer | null;
  answeredAt: string | null;
}

export interface HistoryEntry {
  seq: number;
  at: string;
  actor: string;
  act: string;
  detail: string | null;
  clause: string | null;
  hash: string;
}

export type Act = 'dispatch' | 'sign' | 'on-site' | 'reply' | 'close' | 'rework';

export interface AllowedAct {
  act: Act;
  clause: string | null;
}

export type TaskKind = 'hazard-callback' | 'survey-callback' | 'shift-list';
export const taskOutcomes = [
  'satisfied',
  'neutral',
  'dissatisfied',
  'not-reached',
  'handled',
  'not-handled',
  'dispatched',
] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];

export interface Task {
  id: string;
  kind: TaskKind;
  caseNumber: string | null;
  createdAt: string;
  dueAt: string | null;
  phone: string | null;
  reason: string | null;
  clause: string | null;
  state: 'open' | 'done';
  result: TaskOutcome | string | null;
}

export interface RecordingSummary {
  id: string;
  callId: string;
  contactId: string | null;
  startedAt: string;
  /** Null while the call goes on. */
  durationSeconds: number | null;
  talkSeconds: number | null;
  number: string;
  agentId: string | null;
  agentName: string | null;
  caseNumbers: string[];
  sealed: boolean;
  sha256: string | null;
  file: string | null;
}

export interface Case extends CaseSummary {
  version: number;
  requester: { name: string | null; phone: string | null; masked: boolean };
  contacts: ContactSummary[];
  clocks: Clock[];
  assignments: Assignment[];
  reply: { text: string; outcome: Outcome; at: string; by: string } | null;
  outcome: Outcome | null;
  survey: Survey | null;
  tasks: Task[];
  recordings: RecordingSummary[];
  history: HistoryEntry[];
  acts: AllowedAct[];
}

export interface Suggestion {
  unit: UnitRef;
  reason: string;
  clause: string | null;
}

export interface NewCase {
  contactId: string | null;
  requestType: string | null;
  categoryCode: string | null;
  place: string | null;
  text: string | null;
  confidential: boolean;
  hazard: boolean;
  requesterName: string | null;
  requesterPhone: string | null;
}

export const noticeStates = ['held', 'queued', 'sent', 'delivered', 'failed', 'answered'] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface Notice {
  id: string;
  kind: string;
  caseNumber: string | null;
  to: string;
  text: string;
  state: NoticeState;
  reason: string | null;
  attempts: number;
  createdAt: string;
  sentAt: string | null;
}

export type AgentState = 'offline' | 'not-ready' | 'ready' | 'ringing' | 'talking' | 'wrap-up';

export interface AgentOnBoard {
  agentId: string;
  name: string;
  state: AgentState;
  reason: string | null;
  since: string;
}

export interface WaitingCaller {
  callId: string;
  number: string;
  since: string;
  estimatedWaitSeconds: number | null;
}

export interface CallOnBoard {
  callId: string;
  number: string;
  agentId: string | null;
  arrivedAt: string;
  answeredAt: string | null;
}

export interface Board {
  agents: AgentOnBoard[];
  waiting: WaitingCaller[];
  calls: CallOnBoard[];
}

export interface Play {
  playId: string;
  audioUrl: string;
  waveformUrl: string;
}

export interface Waveform {
  durationSeconds: number;
  caller: number[];
  agent: number[];
}

export interface SipAccount {
  agentId: string;
  userName: string;
  registered: boolean;
}

export interface AuditEntry {
  at: string;
  actor: string;
  act: string;
  subject: string | null;
  reason: string | null;
}

export interface DeadlineWarning {
  caseNumber: string | null;
  contactId: string | null;
  clock: string;
  at: string;
  due: string;
  for: string;
}
