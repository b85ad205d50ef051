/** A draft of an act that is not possible any more. */
export interface Kept {
  id: string;
  act: string;
  text: string;
}

const written = ['text', 'note', 'reason'] as const;

/** The words in the drafts of this case's acts that are not among the `possible` ones. */
export function keptTexts(
  number: string,
  possible: readonly string[],
  ids: readonly string[],
  read: (id: string) => Record<string, unknown> | null,
): Kept[] {
  const start = `act/${number}/`;
  return ids
    .filter((id) => id.startsWith(start) && !possible.includes(id.slice(start.length)))
    .map((id) => {
      const draft = read(id) ?? {};
      const words = written.map((name) => draft[name]).filter((value) => typeof value === 'string');
      return { id, act: id.slice(start.length), text: words.join('\n').trim() };
    })
    .filter(({ text }) => text !== '');
}
