import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { idTime } from '../kernel/ids.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { defineJob, type Part } from '../job/define.ts';
import type { MovedRecords } from './kind.ts';
import { kinds } from './kinds.ts';
import type { StoredMerge } from './merge.schema.ts';
import { forgetMoved, merges, movedBy, type MovedRow, noteMoved } from './merge.store.ts';

type Merge = Stored<StoredMerge>;

const Input = z.object({ mergeId: idSchema('merge') });
const Place = z.object({ at: z.int().min(0) });
type Place = z.output<typeof Place>;

const PER_READ = 25;
const PART_MS = 7_000;
/** So many records that stayed are named in a receipt. */
const MOST_LEFT = 100;

/** Each kind of each customer that was merged, in the order in which they are moved. */
const tasksOf = ({ mergedIds }: Merge) => mergedIds.flatMap((from) => kinds.map((of) => ({ from, of })));

/** Moves some records of one kind; how many. What is found again after it was moved would be found for ever. */
async function moveSome(ctx: Context, merge: Merge, of: MovedRecords, from: Id<'customer'>): Promise<number> {
  const move = { from, to: merge.survivorId };
  const ids = await of.find(ctx, from, PER_READ);
  for (const id of ids) {
    const memo = await of.noted(ctx, id, move);
    if (memo) await noteMoved(ctx, merge, { kind: of.kind, id, from, memo });
    await of.move(ctx, id, move);
  }
  const again = new Set(await of.find(ctx, from, PER_READ));
  const stuck = ids.find((id) => again.has(id));
  if (stuck !== undefined) throw new Error(`a ${of.kind} stays where it is`);
  return ids.length;
}

async function countMoved(ctx: Context, mergeId: Id<'merge'>): Promise<StoredMerge['moved']> {
  const ids = new Map(kinds.map(({ kind }) => [kind, new Set<string>()]));
  for await (const rows of movedBy(ctx, mergeId)) for (const { kind, id } of rows) ids.get(kind)?.add(id);
  return [...ids].map(([kind, some]) => ({ kind, n: some.size }));
}

/** Ends a merge, or its undoing, unless somebody has ended it otherwise. */
const finished = (ctx: Context, { mergeId, status: was }: Merge, says: Partial<StoredMerge>): Promise<unknown> =>
  change(ctx, merges, mergeId, 'finish', (before) => (before.status === was ? { ...before, ...says } : undefined), {
    silent: true,
  });

/** Points the records of merged customers at the survivor, each noted before it is moved. */
export const mergeJob = defineJob({
  kind: 'merge',
  input: Input,
  checkpoint: Place,
  async part(ctx, _, { mergeId }, place = { at: 0 }): Promise<Part<Place>> {
    const until = Date.now() + PART_MS;
    const merge = await visible(ctx, merges, mergeId);
    const tasks = tasksOf(merge);
    let { at } = place;
    let done = 0;
    while (merge.status === 'running' && at < tasks.length && Date.now() < until) {
      const task = tasks[at];
      const moved = task ? await moveSome(ctx, merge, task.of, task.from) : 0;
      done += moved;
      if (moved === 0) at++;
    }
    if (merge.status === 'running' && at < tasks.length) return { done, next: { at } };
    const moved = await countMoved(ctx, mergeId);
    await finished(ctx, merge, { status: 'done', moved });
    return { done, result: { mergeId, moved } };
  },
});

const kindOf = ({ kind }: MovedRow): MovedRecords | undefined => kinds.find((one) => one.kind === kind);

/** Records of the survivor that were made since the merge. */
async function leftOf(ctx: Context, { survivorId, createdAt }: Merge): Promise<NonNullable<StoredMerge['left']>> {
  const all = await Promise.all(
    kinds.map(async (of) => {
      const ids = await of.find(ctx, survivorId, MOST_LEFT);
      return { kind: of.kind, ids: ids.filter((id) => idTime(id as Id).toISOString() > createdAt) };
    }),
  );
  return all.filter(({ ids }) => ids.length > 0);
}

/** Points what a merge has moved back at whom it was of; what was made since stays with the survivor. */
export const mergeUndoJob = defineJob({
  kind: 'mergeUndo',
  input: Input,
  checkpoint: Place,
  async part(ctx, _, { mergeId }): Promise<Part<Place>> {
    const until = Date.now() + PART_MS;
    const merge = await visible(ctx, merges, mergeId);
    let done = 0;
    for await (const rows of merge.status === 'undoing' ? movedBy(ctx, mergeId) : [])
      for (const row of rows) {
        if (Date.now() > until) return { done, next: { at: 0 } };
        await kindOf(row)?.back(ctx, row.id, { from: row.from, to: merge.survivorId }, row.memo);
        await forgetMoved(ctx, mergeId, row);
        done++;
      }
    const left = await leftOf(ctx, merge);
    await finished(ctx, merge, { status: 'undone', ...(left.length > 0 && { left }) });
    return { done, result: { mergeId, left } };
  },
});
