import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import { type RelationType, type SeenRelationType } from './relation.schema.ts';
import { relationsOf, type Side } from './relation.store.ts';
import { seenFrom } from './sides.ts';

/** So many steps lie between the top of a tree of parents and its bottom. */
const DEEPEST = 10;
const MOST_READ = 1_000;

const up: readonly SeenRelationType[] = ['parent'];
const down: readonly SeenRelationType[] = ['child', 'subsidiary'];

/** Whether a relation makes one the parent of the other; then trees must stay trees. */
export const isOfTree = (type: RelationType): boolean => up.includes(type) || down.includes(type);

/** Those whom one comes to by some relations, and in how many steps at most; 400 where that is more than is read. */
async function reached(ctx: Context, start: Side, types: readonly SeenRelationType[]) {
  const found = new Set<Side>([start]);
  let level: Side[] = [start];
  let steps = 0;
  while (level.length > 0 && steps <= DEEPEST) {
    const next: Side[] = [];
    for (const side of level)
      for await (const some of relationsOf(ctx, side, { from: undefined, size: 100 }))
        for (const { item } of some) {
          const { type, to } = item ? seenFrom(side, item) : {};
          if (type && to && types.includes(type) && !found.has(to.id)) next.push(to.id);
        }
    for (const id of next) found.add(id);
    if (found.size > MOST_READ) throw new Problem('too-many-reads', 'More than 1000 customers are below one another.');
    level = [...new Set(next)];
    steps += level.length > 0 ? 1 : 0;
  }
  return { found, steps };
}

/** Whether somebody is above another one in a tree of parents, with others in between. */
export async function isAbove(ctx: Context, one: Side, other: Side): Promise<boolean> {
  const parents = new Set<Side>();
  for await (const some of relationsOf(ctx, other, { from: undefined, size: 100 }))
    for (const { item } of some) {
      const { type, to } = item ? seenFrom(other, item) : {};
      if (type && to && up.includes(type)) parents.add(to.id);
    }
  for (const parent of parents) if (parent !== one && (await reached(ctx, parent, up)).found.has(one)) return true;
  return false;
}

/**
 * For the transaction of a relation that makes one the parent of the other: 400 where that would be a circle, or deeper than ten
 * steps. Of several at once one is written; the others look again.
 */
export async function intoTree(ctx: Context, parent: Side, child: Side): Promise<TransactItem[]> {
  const Key = { pk: `${companyPrefix(ctx.companyId)}rel#tree`, sk: 'tree' };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  const seen = Number(Item?.['revision'] ?? 0);
  const [above, below] = await Promise.all([reached(ctx, parent, up), reached(ctx, child, down)]);
  if (above.found.has(child) || below.found.has(parent))
    throw invalid({ pointer: '#/to/id', detail: 'must not be above and below the customer at once' });
  if (above.steps + 1 + below.steps > DEEPEST)
    throw invalid({ pointer: '#/to/id', detail: `must not make a tree of more than ${DEEPEST} steps` });
  const Put = { TableName: tableName(), Item: { ...Key, revision: seen + 1 }, ...unlessChanged(seen, 'revision') };
  return [{ Put }];
}
