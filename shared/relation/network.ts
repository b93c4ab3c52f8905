import { todayOf } from '../contact/today.ts';
import { get as customerOf } from '../customer/customer.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { namesOf } from './named.ts';
import { neighboursOf } from './neighbours.ts';
import { MOST_NODES, type Network, type NetworkEdge, type NetworkNode } from './network.schema.ts';
import type { PersonRef } from './relation.schema.ts';

const PARALLEL = 8;

const nameOf = ({ from, to, kind, relationId, title, role }: NetworkEdge): string =>
  relationId ?? JSON.stringify([kind, from.id, to.id, title, role]);

/**
 * Whom a customer is connected with in one or two steps: by relations, as contacts of businesses, as one person. 404 for nobody.
 * At most 100 are shown, the nearest first; `truncated` says that there are more.
 */
export async function network(
  ctx: Context,
  { customerId, depth }: { customerId: Id<'customer'>; depth: '1' | '2' },
): Promise<Network> {
  const { displayName, type } = await customerOf(ctx, { customerId });
  const today = await todayOf(ctx);
  const root: NetworkNode = { ref: { type: 'customer', id: customerId }, displayName, kind: type, depth: 0 };
  const nodes = new Map<string, NetworkNode>([[customerId, root]]);
  const edges = new Map<string, NetworkEdge>();
  let truncated = false;
  for (let step = 1; step <= Number(depth); step++) {
    const edge = [...nodes.values()].filter((node) => node.depth === step - 1);
    const found = new Map<string, PersonRef>();
    await eachBatch(edge, { size: 1, parallel: PARALLEL }, async ([node]) => {
      if (!node) return;
      const near = await neighboursOf(ctx, node.ref, today, MOST_NODES);
      truncated ||= near.more;
      for (const one of near.edges) {
        edges.set(nameOf(one), one);
        for (const ref of [one.from, one.to]) if (!nodes.has(ref.id)) found.set(ref.id, ref);
      }
    });
    const names = await namesOf(ctx, [...found.values()]);
    const there = [...found.values()].filter(({ id }) => names.has(id));
    const room = MOST_NODES - nodes.size;
    truncated ||= there.length > room;
    for (const ref of there.slice(0, room)) {
      const name = names.get(ref.id);
      if (name) nodes.set(ref.id, { ref, ...name, depth: step });
    }
  }
  const shown = [...edges.values()].filter(({ from, to }) => nodes.has(from.id) && nodes.has(to.id));
  return { nodes: [...nodes.values()], edges: shown, truncated };
}
