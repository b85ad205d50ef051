import type { Category, UnitRef } from '@/api/types';

/** A category that a case can have: a leaf of the tree with the names on the way to it. */
export interface Leaf {
  code: string;
  name: string;
  major: string;
  minor: string;
  hazard: boolean;
  responsibleUnit: UnitRef | null;
}

export function leavesOf(tree: readonly Category[]): Leaf[] {
  const walk = (node: Category, path: string[]): Leaf[] => {
    if (node.children.length > 0) return node.children.flatMap((child) => walk(child, [...path, node.name]));
    return [
      {
        code: node.code,
        name: node.name,
        major: path[0] ?? node.name,
        minor: path[1] ?? '',
        hazard: node.hazard,
        responsibleUnit: node.responsibleUnit,
      },
    ];
  };
  return tree.flatMap((node) => walk(node, []));
}

export const pathOf = (leaf: Leaf) => [leaf.major, leaf.minor, leaf.name].filter((part) => part !== '').join(' / ');

/**
 * The leaves that hold every typed word in their path or code, those with a hit in their own name first; all of them when nothing
 * is typed.
 */
export function searchLeaves(leaves: readonly Leaf[], typed: string, major: string | null): Leaf[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const within = leaves.filter((leaf) => words.length > 0 || major === null || leaf.major === major);
  const hits = within.filter((leaf) => {
    const hay = `${pathOf(leaf)} ${leaf.code}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  if (words.length === 0) return hits;
  const inName = (leaf: Leaf) => words.some((word) => leaf.name.toLowerCase().includes(word));
  return [...hits.filter(inName), ...hits.filter((leaf) => !inName(leaf))];
}
