import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState, useSyncExternalStore } from 'react';
import { type ActBody, caseQuery, performAct, takeCase } from '@/api/cases';
import { fieldErrors, Problem } from '@/api/problem';
import type { Case, HistoryEntry } from '@/api/types';
import { useProblemText } from '@/components/ProblemNote';
import { type Known, ownActs } from './ownActs';

/** What was done to a case after what somebody knew of it. */
export const entriesAfter = (history: readonly HistoryEntry[], seq: number) =>
  history.filter((entry) => entry.seq > seq);

const knownFrom = (found: Case): Known => ({
  version: found.version,
  seq: found.history.reduce((most, entry) => Math.max(most, entry.seq), 0),
});

/**
 * Performs an act on the version of the case that the person had before them when they began to type. If somebody else has changed
 * it meanwhile, the act waits: `changes` says what happened, what was typed stays, and `goOn` takes the new version as known.
 */
export function useAct(shown: Case, onDone: (fresh: Case) => void) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const [began, setBegan] = useState(() => knownFrom(shown));
  const key = useRef(crypto.randomUUID());
  useSyncExternalStore(ownActs.watch, ownActs.noted);
  const known = ownActs.follow(shown.number, began);

  const mutation = useMutation({
    mutationFn: (body: ActBody) => performAct(shown.number, known.version, body, key.current),
    onSuccess: (fresh) => {
      key.current = crypto.randomUUID();
      ownActs.note(shown.number, known.version, knownFrom(fresh));
      takeCase(client, fresh);
      onDone(fresh);
    },
    onError: async (error) => {
      if (!(error instanceof Problem) || error.outcomeUnknown) return;
      key.current = crypto.randomUUID();
      if (error.status !== 409) return;
      message.warning(text(error).title);
      await client.refetchQueries({ queryKey: caseQuery(shown.number).queryKey });
    },
  });

  return {
    perform: mutation.mutate,
    pending: mutation.isPending,
    error: mutation.error,
    fieldErrors: fieldErrors(mutation.error),
    changed: shown.version > known.version && !mutation.isPending,
    changes: entriesAfter(shown.history, known.seq),
    goOn: () => {
      mutation.reset();
      setBegan(knownFrom(shown));
    },
  };
}
