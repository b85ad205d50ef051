import { describe, expect, it } from 'vitest';
import type { Category } from '@/api/types';
import { leavesOf, pathOf, searchLeaves } from './categories';

const node = (code: string, name: string, children: Category[] = [], hazard = false): Category => ({
  code,
  name,
  level: code.length,
  hazard,
  leadUnit: null,
  responsibleUnit: null,
  children,
});

const tree = [
  node('1', '公用设施维护', [
    node('11', '井盖管线', [node('1101', '窨井盖缺失', [], true), node('1102', '停水')]),
    node('12', '道路', [node('1201', '路面破损')]),
  ]),
  node('2', '市容环境', [node('21', '占道经营', [node('2101', '流动摊贩')])]),
];

describe('categories', () => {
  const leaves = leavesOf(tree);

  it('are the leaves of the tree with their path', () => {
    expect(leaves.map((leaf) => leaf.code)).toEqual(['1101', '1102', '1201', '2101']);
    expect(leaves.map(pathOf)[0]).toBe('公用设施维护 / 井盖管线 / 窨井盖缺失');
    expect(leaves[0]?.hazard).toBe(true);
  });

  it('are all there when nothing is typed, or those of the chosen major class', () => {
    expect(searchLeaves(leaves, '', null)).toHaveLength(4);
    expect(searchLeaves(leaves, ' ', '市容环境').map((leaf) => leaf.code)).toEqual(['2101']);
  });

  it('are found by any words of the path or the code, own names first', () => {
    expect(searchLeaves(leaves, '井盖', null).map((leaf) => leaf.code)).toEqual(['1101', '1102']);
    expect(searchLeaves(leaves, '公用 路面', null).map((leaf) => leaf.code)).toEqual(['1201']);
    expect(searchLeaves(leaves, '2101', null).map((leaf) => leaf.code)).toEqual(['2101']);
    expect(searchLeaves(leaves, '飞机', null)).toEqual([]);
  });

  it('are searched everywhere, whatever major class is open', () => {
    expect(searchLeaves(leaves, '摊贩', '公用设施维护').map((leaf) => leaf.code)).toEqual(['2101']);
  });
});
