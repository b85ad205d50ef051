import type { TracedMessage } from '@/api/types';

/** Ourselves, among the parties of a ladder. */
export const hotline = 'hotline';

const citizen = 'citizen';

export type Tone = 'request' | 'provisional' | 'success' | 'refusal';

export interface Rung {
  message: TracedMessage;
  /** Columns, counted from the left. */
  from: number;
  to: number;
  tone: Tone;
  /** Milliseconds since the first message. */
  after: number;
}

export interface Ladder {
  parties: string[];
  rungs: Rung[];
}

/** The citizen left, the hotline beside them, then the others as they come in: calls go from left to right. */
export function ladderOf(messages: TracedMessage[]): Ladder {
  const others = [...new Set(messages.map((message) => message.party))].filter((party) => party !== citizen);
  const parties = [...(messages.some((message) => message.party === citizen) ? [citizen] : []), hotline, ...others];
  const ours = parties.indexOf(hotline);
  const begin = messages[0] === undefined ? 0 : Date.parse(messages[0].at);
  return {
    parties,
    rungs: messages.map((message) => {
      const theirs = parties.indexOf(message.party);
      const [from, to] = message.isOurs ? [ours, theirs] : [theirs, ours];
      return { message, from, to, tone: toneOf(message.summary), after: Date.parse(message.at) - begin };
    }),
  };
}

/** `100 Trying`, `200 OK`, `486 Busy Here`, or a method. */
export function toneOf(summary: string): Tone {
  const status = /^[1-6]\d\d(?= |$)/.exec(summary)?.[0];
  if (status === undefined) return 'request';
  return status < '200' ? 'provisional' : status < '300' ? 'success' : 'refusal';
}

/** `+0.000`, `+12.345`: seconds since the first message. */
export const secondsAfter = (milliseconds: number) => `+${(milliseconds / 1000).toFixed(3)}`;
