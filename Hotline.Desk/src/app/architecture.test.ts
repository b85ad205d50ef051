/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';

const sources = import.meta.glob('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>;

/** A room and the rooms that it may use: the lower the room, the less it knows. */
const mayUse: Record<string, string[]> = {
  i18n: ['i18n'],
  api: ['api'],
  drafts: ['drafts', 'api'],
  components: ['components', 'drafts', 'api', 'i18n'],
  features: ['features', 'components', 'drafts', 'api', 'i18n'],
  app: ['app', 'features', 'components', 'drafts', 'api', 'i18n'],
};

function imports(file: string, source: string): string[] {
  return [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].flatMap(([, target]) => {
    if (target?.startsWith('@/')) return [target.slice(2)];
    if (!target?.startsWith('.')) return [];
    return [new URL(target, `file:///src/${file.replace('../', '')}`).pathname.slice('/src/'.length)];
  });
}

const edges = Object.entries(sources)
  .filter(([file]) => !file.includes('.test.'))
  .flatMap(([path, source]) => {
    // The glob is seen from this file: its own folder comes as "./".
    const file = path.startsWith('./') ? `../app/${path.slice(2)}` : path;
    return imports(file, source).map((target) => ({ from: file.slice(3), to: target }));
  });

describe('the rooms of the desk', () => {
  it('are looked at all', () => {
    expect(edges.length).toBeGreaterThan(100);
  });

  it('use only rooms below them', () => {
    const wrong = edges.filter(({ from, to }) => {
      const room = from.split('/')[0] ?? '';
      const used = to.split('/')[0] ?? '';
      return room in mayUse && !mayUse[room]?.includes(used) && used in mayUse;
    });
    expect(wrong).toEqual([]);
  });

  it('keep features apart from one another', () => {
    const feature = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];
    const wrong = edges.filter(
      ({ from, to }) => feature(from) !== undefined && feature(to) !== undefined && feature(from) !== feature(to),
    );
    expect(wrong).toEqual([]);
  });
});
