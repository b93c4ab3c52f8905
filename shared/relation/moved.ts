import { isThereStill } from '../customer/still-there.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { commit, type TransactItem, unlessChanged } from '../kernel/write.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import { StoredRelation } from './relation.schema.ts';
import { namesOf } from './named.ts';
import { entryIdOf, relations, relationsOf } from './relation.store.ts';
import { seenFrom } from './sides.ts';

type Row = Stored<StoredRelation>;
type CustomerId = Id<'customer'>;
/** The relation as it was. One that would say the same twice, or relate somebody to themselves, is dropped. */
type Memo = { was: StoredRelation; isDropped: boolean };

const PER_READ = 200;

/** A relation of a customer as it lies with whom it was written down for, whichever side that is. */
async function relationOf(ctx: Context, side: CustomerId, relationId: string): Promise<Row | undefined> {
  const seen = await relations.find(ctx, entryIdOf(side, relationId));
  const row = seen && (await relations.find(ctx, entryIdOf(seen.of.id, relationId)));
  return isThere(ctx, row) ? row : undefined;
}

type Sides = Pick<StoredRelation, 'of' | 'to'>;
const replaced = ({ of, to }: Sides, move: Move): Sides => {
  const swap = (side: Sides['of']): Sides['of'] =>
    side.id === move.from ? { type: 'customer' as const, id: move.to } : side;
  return { of: swap(of), to: swap(to) };
};

/** Whether the survivor would be related to themselves, or is related so already. */
async function isNeedless(ctx: Context, row: StoredRelation, move: Move): Promise<boolean> {
  const after = { ...row, ...replaced(row, move) };
  if (after.of.id === after.to.id) return true;
  const own = seenFrom(move.to, after);
  for await (const steps of relationsOf(ctx, move.to, { from: undefined, size: PER_READ }))
    for (const { item } of steps) {
      const seen = item && item.relationId !== row.relationId ? seenFrom(move.to, item) : undefined;
      if (seen?.type === own.type && seen.to.id === own.to.id) return true;
    }
  return false;
}

const gone = (ctx: Context, { entryId, revision }: Row): TransactItem => ({
  Delete: { TableName: tableName(), Key: relations.keyOf(ctx, entryId), ...unlessChanged(revision, 'revision') },
});
/** The row that shows a relation with its other side. */
const mirrorGone = (ctx: Context, { to, relationId }: Row): TransactItem => ({
  Delete: { TableName: tableName(), Key: relations.keyOf(ctx, entryIdOf(to.id, relationId)) },
});

/** A relation with other sides. Nobody is told: who is related has not changed, what they are called by has. */
const moved = (ctx: Context, row: Row, sides: Sides): Row => ({
  ...row,
  ...sides,
  entryId: entryIdOf(sides.of.id, row.relationId),
  revision: row.revision + 1,
  lastAction: 'move',
  lastActor: authorOf(ctx),
  lastRequestId: ctx.requestId,
});

function writesOf(ctx: Context, row: Row, move: Move): TransactItem[] {
  const after = moved(ctx, row, replaced(row, move));
  const still = isThereStill(ctx, { customerId: move.to });
  // With another first side it lies elsewhere; the row of the other side is put in the place of the one that was.
  if (after.of.id !== row.of.id) return [gone(ctx, row), ...relations.write(ctx, after), still];
  return [...relations.write(ctx, after, row), still];
}

const point = (ctx: Context, relationId: string, move: Move): Promise<void> =>
  retryOnConflict(ctx, async () => {
    const row = await relationOf(ctx, move.from, relationId);
    if (!row) return;
    const needless = await isNeedless(ctx, row, move);
    await commit(ctx, needless ? [gone(ctx, row), mirrorGone(ctx, row)] : writesOf(ctx, row, move));
  });

/** Relations of a customer, whichever side they were written down for. */
export const movedRelations: MovedRecords<Memo> = {
  kind: 'relation',
  async find(ctx, of, most) {
    const found = await relationsOf(ctx, of, { from: undefined, size: most }).next();
    return (found.done ? [] : found.value).flatMap(({ item }) => item?.relationId ?? []);
  },
  async noted(ctx, id, move) {
    const row = await relationOf(ctx, move.from, id);
    if (!row) return undefined;
    const was = partOf(StoredRelation, row);
    return { was, isDropped: await isNeedless(ctx, row, move) };
  },
  move: point,
  async back(ctx, id, { from, to }, { was, isDropped }) {
    if (!isDropped) return point(ctx, id, { from: to, to: from });
    await retryOnConflict(ctx, async () => {
      if (await relationOf(ctx, from, id)) return;
      // Whoever is gone since is related to nobody.
      if ((await namesOf(ctx, [was.of, was.to])).size < 2) return;
      const { companyId } = ctx;
      const row = moved(ctx, { ...was, companyId, revision: was.version } as Row, was);
      const sides = [was.of, was.to].flatMap(({ type, id: side }) =>
        type === 'customer' ? [isThereStill(ctx, { customerId: side as CustomerId })] : [],
      );
      await commit(ctx, [...relations.write(ctx, row), ...sides]);
    });
  },
};
