import { change, visible } from '../feedback/feedback.change.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { getMany } from '../feedback/feedback.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { Problem } from '../http/problem.ts';
import { linking } from '../initiative/initiative.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { ItemKey } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import { firstAfterReturn } from './first-decision.ts';
import { follow } from './intake.ts';
import { itemIdOf } from './item-id.ts';
import { foundBy } from './suggestions.ts';
import type { TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';
import { settle } from './voices.ts';

type FeedbackId = Id<'feedback'>;
type One = { feedbackId: FeedbackId; ifMatch?: number | undefined };

/** The duplicates of a main record, newest first. */
export async function duplicates(
  ctx: Context,
  { feedbackId, limit, cursor }: One & { limit: number; cursor?: string | undefined },
): Promise<Page<Feedback>> {
  await visible(ctx, feedbackId);
  const asked = { name: 'duplicates', filter: feedbackId, limit, cursor };
  return pageFrom(ctx, asked, async function* (from: ItemKey | undefined) {
    const one = { duplicateOf: feedbackId };
    for await (const steps of triageItems.by(ctx, 'ofMain', one, { from, size: limit })) {
      const found = await getMany(
        ctx,
        steps.flatMap(({ item }) => item?.feedbackId ?? []),
      );
      const known = new Map(found.map((record) => [record.feedbackId as string, record]));
      yield steps.map(({ item, after }) => ({ item: item && known.get(item.feedbackId), after }));
    }
  });
}

/** Makes a duplicate a record of its own again: what was decided of it before holds, or it waits. 404 for what is none. */
export async function unlink(ctx: Context, { feedbackId, ifMatch }: One): Promise<undefined> {
  let main: FeedbackId | undefined;
  let writes: TransactItem[] = [];
  await change(
    ctx,
    feedbackId,
    'triage',
    async (before) => {
      main = before.triage?.duplicateOf as FeedbackId | undefined;
      const item = await triageItems.find(ctx, itemIdOf(feedbackId));
      if (main === undefined || !isThere(ctx, item)) throw new Problem('not-found');
      const former = item.former ?? { status: 'new' as const };
      const { initiativeId } = former;
      const source = foundBy(item, initiativeId);
      const link = await linking(ctx, feedbackId, initiativeId as Id<'initiative'> | undefined, { source });
      const firstDecision = firstAfterReturn(item, former.status);
      const free = {
        ...item,
        route: item.route,
        ...former,
        initiativeId,
        duplicateOf: undefined,
        former: undefined,
        firstDecision,
      };
      writes = [
        ...writesOf(ctx, triageItems, item, { ...free, batchId: undefined } as Stored<TriageItem>, {
          action: 'unlink',
        }).writes,
        ...link.writes,
      ];
      const { externalRef, decidedAt, decidedBy } = before.triage ?? {};
      const block = compact({ ...former, externalRef, ...(former.status !== 'new' && { decidedAt, decidedBy }) });
      return { ...before, triage: former.status === 'new' && externalRef === undefined ? undefined : block };
    },
    { ifMatch, status: 204, also: () => writes },
  );
  if (main !== undefined) await settle(ctx, main);
  // What waits again is assessed as it is now.
  await follow(ctx, { feedbackId });
  return undefined;
}
