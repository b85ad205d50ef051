import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { type ActBody, caseQuery, performAct, takeCase } from '@/api/cases';
import { fieldErrors, Problem } from '@/api/problem';
import { useUser } from '@/api/session';
import type { Case, HistoryEntry } from '@/api/types';
import { useProblemText } from '@/components/ProblemNote';

/** What others did to a case after a version that this person had before them. */
export const othersAfter = (history: readonly HistoryEntry[], seq: number, me: string) =>
  history.filter((entry) => entry.seq > seq && entry.actor !== me);

const lastSeq = (found: Case) => found.history.reduce((most, entry) => Math.max(most, entry.seq), 0);

/**
 * Performs an act on the version of the case that the person had before them when they began to type. If somebody else has changed
 * it meanwhile, the act waits: `changes` says what happened, what was typed stays, and `goOn` takes the new version as known.
 */
export function useAct(shown: Case, onDone: (fresh: Case) => void) {
  const client = useQueryClient();
  const user = useUser();
  const { message } = App.useApp();
  const text = useProblemText();
  const [base, setBase] = useState({ version: shown.version, seq: lastSeq(shown) });
  const key = useRef(crypto.randomUUID());

  const changes = shown.version === base.version ? [] : othersAfter(shown.history, base.seq, user.name);
  const changed = changes.length > 0;

  const mutation = useMutation({
    mutationFn: (body: ActBody) => performAct(shown.number, changed ? base.version : shown.version, body, key.current),
    onSuccess: (fresh) => {
      key.current = crypto.randomUUID();
      setBase({ version: fresh.version, seq: lastSeq(fresh) });
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
    changed,
    changes,
    goOn: () => {
      mutation.reset();
      setBase({ version: shown.version, seq: lastSeq(shown) });
    },
  };
}
