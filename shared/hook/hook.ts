import { equal, listOf } from '../http/list.ts';
import { invalid } from '../http/problem.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { firstSecret, secretFor, withNewSecret } from '../webhook/secrets.ts';
import type { CreateHook, Hook, HookFilter, RotateHook, StoredHook } from './hook.schema.ts';
import { closeHook, openHook, refusedBy } from './hook-lookup.ts';
import { hooks } from './hook.store.ts';

type One = { hookId: Id<'hook'> };

/** Its address is open before it is listed, so that a listed one can be reached; a crash leaves one that leads nowhere. */
async function settle(ctx: Context, after: StoredHook, before?: StoredHook): Promise<StoredHook> {
  if (before) return after;
  await openHook(ctx, after.hookId);
  // So far it is the one that the caller has given, if any.
  return { ...after, ...(await firstSecret(ctx, after.secret as string | undefined)) };
}

const verbs = verbsOf(hooks, { settle });
export const { get, edit } = verbs;

export const create = (ctx: Context, { body }: { body: CreateHook }): Promise<Hook> =>
  verbs.create(ctx, { body: body as StoredHook });

/** Deletes a hook: what is sent to it is turned away. Records that it has brought stay. */
export async function remove(ctx: Context, one: One & { ifMatch?: number | undefined }): Promise<undefined> {
  await verbs.remove(ctx, one);
  await closeHook(one.hookId);
  return undefined;
}

export const list = listOf<HookFilter, Stored<StoredHook>, Hook>(
  'hooks',
  { preset: equal('preset') },
  (ctx, _, from) => hooks.all(ctx, from),
  (stored) => hooks.publicOf(stored),
);

/** Replaces a hook's secret; until the overlap ends, signatures with either are good. 400 without the key of Delighted. */
export const rotate = (ctx: Context, { hookId, body }: One & { body: RotateHook }): Promise<Hook> =>
  change(ctx, hooks, hookId, 'rotate', (before) => {
    if (before.preset === 'delighted' && body.secret === undefined)
      throw invalid({ pointer: '#/secret', detail: 'must be the new API key of Delighted' });
    return withNewSecret(ctx, before, body.overlapHours, body.secret);
  });

/** The secret that an answer is about; none where it has been replaced since that answer was first given. */
export async function secretOf(ctx: Context, answer: unknown): Promise<{ secret?: string }> {
  const { hookId, version } = answer as Hook;
  return secretFor(ctx, await hooks.find(ctx, hookId), version);
}

/** How often requests to a hook had a wrong signature. */
export async function health(ctx: Context, { hookId }: One): Promise<{ refused: number }> {
  await visible(ctx, hooks, hookId);
  return { refused: await refusedBy(hookId) };
}
