import { expect, it } from 'vitest';
import { merge } from '../../api/merge.ts';
import {
  changesOf,
  idFor,
  mergeNodes,
  moved,
  type Node,
  nodesOf,
  treeOf,
  withAgain,
  withNode,
  without,
} from './tree.ts';

const node = (id: string, parent?: string): Node => ({ id, kind: 'category', name: id, ...(parent && { parent }) });
const nodes = [node('a'), node('b'), node('a1', 'a'), node('a2', 'a'), node('a1x', 'a1')];

it('puts each below its parent, and what has lost its parent at the top', () => {
  expect(treeOf([...nodes, node('o', 'gone')], 'category').map(({ node: { id }, depth }) => [id, depth])).toEqual([
    ['a', 0],
    ['a1', 1],
    ['a1x', 2],
    ['a2', 1],
    ['b', 0],
    ['o', 0],
  ]);
});

it('takes out what is below, too', () => {
  expect(without(nodes, 'a1').map(({ id }) => id)).toEqual(['a', 'b', 'a2']);
});

it('puts back what was taken out where it stood, and keeps what was changed since', () => {
  expect(withAgain(without(nodes, 'a'), nodes, 'a')).toEqual(nodes);
  const since = withNode(withNode(without(nodes, 'a1'), { ...node('b'), name: 'B' }), node('new'));
  expect(withAgain(since, nodes, 'a1').map(({ id, name }) => `${id} ${name}`)).toEqual([
    'a a',
    'b B',
    'a1 a1',
    'a2 a2',
    'a1x a1x',
    'new new',
  ]);
  // Undone twice, nothing comes twice.
  expect(withAgain(nodes, nodes, 'a')).toEqual(nodes);
});

it('moves among siblings only, and not beyond the ends', () => {
  expect(moved(nodes, 'a', 1).map(({ id }) => id)).toEqual(['b', 'a', 'a1', 'a2', 'a1x']);
  expect(moved(nodes, 'a2', -1).map(({ id }) => id)).toEqual(['a', 'b', 'a2', 'a1', 'a1x']);
  expect(moved(nodes, 'a', -1)).toEqual(nodes);
});

it('makes ids that the API takes, and each once', () => {
  expect(idFor('Späte Lieferung!', [])).toBe('spate-lieferung');
  expect(idFor('A', [node('a'), node('a-2')])).toBe('a-3');
  expect(idFor('توصيل', [])).toBe('topic');
});

it('counts what has changed, and an order as one', () => {
  expect(changesOf(nodes, [...nodes.slice(1), node('c')])).toBe(2);
  expect(changesOf(nodes, moved(nodes, 'a', 1))).toBe(1);
  expect(changesOf(nodes, [...nodes])).toBe(0);
});

it('keeps what each side has changed, added and taken out', () => {
  const mine = [...without(nodes, 'b'), node('m')];
  const theirs = nodes.map((one) => (one.id === 'a2' ? { ...one, name: 'A2' } : one));
  const fields = mergeNodes(nodes, mine, theirs);
  expect(fields.clash).toEqual([]);
  const { merged } = merge(fields.base, fields.mine, fields.theirs);
  expect(nodesOf(merged, theirs, mine).map(({ id, name }) => `${id} ${name}`)).toEqual([
    'a a',
    'a1 a1',
    'a2 A2',
    'a1x a1x',
    'm m',
  ]);
});
