import type { TaxonomyNode } from '../../../../shared/taxonomy/taxonomy.schema.ts';
import { type Fields, merge } from '../../api/merge.ts';

export type Node = TaxonomyNode;
export type Nodes = readonly Node[];
type Placed = { node: Node; depth: number };

/** The nodes of a kind as a tree: each below its parent, in the order of the list. */
export function treeOf(nodes: Nodes, kind: Node['kind']): Placed[] {
  const own = nodes.filter((node) => node.kind === kind);
  const known = new Set(own.map(({ id }) => id));
  const below = (parent: string | undefined, depth: number): Placed[] =>
    own
      .filter((node) => (node.parent !== undefined && known.has(node.parent) ? node.parent : undefined) === parent)
      // A circle has no way in from the top, so this comes to an end.
      .flatMap((node) => [{ node, depth }, ...below(node.id, depth + 1)]);
  return below(undefined, 0);
}

/** A node and all below it. */
export function withBelow(nodes: Nodes, id: string): Set<string> {
  const ids = new Set([id]);
  for (;;) {
    const more = nodes.filter((node) => node.parent !== undefined && ids.has(node.parent) && !ids.has(node.id));
    if (more.length === 0) return ids;
    for (const node of more) ids.add(node.id);
  }
}

/** Takes a node out, and what is below it. */
export const without = (nodes: Nodes, id: string): Node[] => {
  const gone = withBelow(nodes, id);
  return nodes.filter((node) => !gone.has(node.id));
};

/** Puts back what `without` took out of `before`, each behind what it stood behind; what was changed since stays. */
export function withAgain(nodes: Nodes, before: Nodes, id: string): Node[] {
  const gone = withBelow(before, id);
  const order = before.map((node) => node.id);
  return before.reduce<Node[]>(
    (made, node, at) => {
      if (!gone.has(node.id) || made.some((one) => one.id === node.id)) return made;
      const ahead = order.slice(0, at).findLast((other) => made.some((one) => one.id === other));
      return made.toSpliced(made.findIndex((one) => one.id === ahead) + 1, 0, node);
    },
    [...nodes],
  );
}

/** Puts a node in the place of the one with its id, or at the end. */
export const withNode = (nodes: Nodes, node: Node): Node[] =>
  nodes.some(({ id }) => id === node.id) ? nodes.map((one) => (one.id === node.id ? node : one)) : [...nodes, node];

/** Changes places with the nearest sibling before (-1) or after (1). */
export function moved(nodes: Nodes, id: string, by: -1 | 1): Node[] {
  const from = nodes.findIndex((node) => node.id === id);
  const one = nodes[from];
  const isSibling = (node: Node): boolean => node.kind === one?.kind && node.parent === one.parent;
  const to =
    by < 0
      ? nodes.findLastIndex((node, at) => at < from && isSibling(node))
      : nodes.findIndex((node, at) => at > from && isSibling(node));
  const other = nodes[to];
  if (one === undefined || other === undefined) return [...nodes];
  return nodes.map((node, at) => (at === from ? other : at === to ? one : node));
}

/** An id for a new node, of its name; never that of another. */
export function idFor(name: string, nodes: Nodes): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);
  const base = plain || 'topic';
  const taken = new Set(nodes.map(({ id }) => id));
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

const textsOfNodes = (nodes: Nodes): Fields => Object.fromEntries(nodes.map((node) => [node.id, JSON.stringify(node)]));

/** How many nodes are others than before, came or went, or whether only their order differs (1). */
export function changesOf(before: Nodes, after: Nodes): number {
  const [old, now] = [textsOfNodes(before), textsOfNodes(after)];
  const ids = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changed = [...ids].filter((id) => old[id] !== now[id]).length;
  return changed > 0 ? changed : Number(JSON.stringify(before) !== JSON.stringify(after));
}

/** Two people have changed the taxonomy: node by node, as fields of a record are merged. */
export function mergeNodes(base: Nodes, mine: Nodes, theirs: Nodes) {
  const fields = { base: textsOfNodes(base), mine: textsOfNodes(mine), theirs: textsOfNodes(theirs) };
  return { ...fields, clash: merge(fields.base, fields.mine, fields.theirs).clash };
}

/** The nodes that chosen texts stand for, in their order and then ours. */
export function nodesOf(chosen: Fields, theirs: Nodes, mine: Nodes): Node[] {
  const order = [...new Set([...theirs, ...mine].map(({ id }) => id))];
  return order.flatMap((id) => (chosen[id] ? [JSON.parse(chosen[id]) as Node] : []));
}
