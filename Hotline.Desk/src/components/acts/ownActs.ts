/** A case as somebody had it before them: its version and the last entry of its history. */
export interface Known {
  version: number;
  seq: number;
}

/** The acts done from this very screen, by case: a form that stood open beside them need not warn of them. */
export class OwnActs {
  private readonly moves = new Map<string, Known>();
  private readonly watchers = new Set<() => void>();
  private count = 0;

  /** An act of ours took the case from a version to the next. */
  note(number: string, from: number, to: Known): void {
    this.moves.set(`${number}/${from}`, to);
    this.count += 1;
    for (const watcher of this.watchers) watcher();
  }

  /** What is known of a case after following our own acts from what was known before. */
  follow(number: string, known: Known): Known {
    const next = this.moves.get(`${number}/${known.version}`);
    return next === undefined ? known : this.follow(number, next);
  }

  readonly watch = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly noted = () => this.count;
}

export const ownActs = new OwnActs();
