import { equal, listOf } from '../http/list.ts';
import { invalid, orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { brokenForm } from '../webhook-sending/chat/body.ts';
import { knownType } from '../webhook/catalogue.ts';
import { firstSecret, secretFor, withNewSecret } from '../webhook/secrets.ts';
import { get as getWebhook } from '../webhook/webhook.ts';
import { closeInbound, openInbound } from './tracker-lookup.ts';
import type { CreateTracker, StoredTracker, Tracker, TrackerFilter } from './tracker.schema.ts';
import { trackers } from './tracker.store.ts';

type One = { trackerId: Id<'tracker'> };

/** An endpoint is one of the company, and what it makes of hand-overs can be sent. */
async function checkEndpoint(ctx: Context, endpointId: StoredTracker['endpointId']): Promise<void> {
  const refuse = (detail: string) => invalid({ pointer: '#/endpointId', detail });
  const endpoint = await orNone(getWebhook(ctx, { endpointId }));
  if (!endpoint) throw refuse('names no webhook of the company');
  const broken = brokenForm(endpoint, [knownType('TriageHandedOver')]);
  if (broken !== undefined) throw refuse(`has a webhook whose bodyTemplate ${broken}`);
}

/**
 * Its address for what it says is open before it is listed, so that a listed one can be reached; what a crash keeps off
 * the list leads to no tracker and is answered with 404.
 */
async function settle(ctx: Context, after: StoredTracker, before?: StoredTracker): Promise<StoredTracker> {
  if (after.endpointId !== before?.endpointId) await checkEndpoint(ctx, after.endpointId);
  if (before) return after;
  await openInbound(ctx, after.trackerId);
  return { ...after, ...(await firstSecret(ctx)) };
}

const verbs = verbsOf(trackers, {
  settle,
  kept: ['secret', 'secretVersion', 'oldSecret', 'oldSecretUntil'],
});
export const { get, edit } = verbs;

// What is not in the body `settle` adds.
export const create = (ctx: Context, { body }: { body: CreateTracker }): Promise<Tracker> =>
  verbs.create(ctx, { body: body as StoredTracker });

/** Replaces what a tracker says; its secrets stay good. */
export const put = (
  ctx: Context,
  input: One & { body: CreateTracker; ifMatch?: number | undefined },
): Promise<Tracker> => verbs.put(ctx, { ...input, body: input.body as StoredTracker });

/** Deletes a tracker: nothing is handed over to it any more, and what it says is turned away. Its hand-overs stay. */
export async function remove(ctx: Context, one: One & { ifMatch?: number | undefined }): Promise<undefined> {
  await verbs.remove(ctx, one);
  await closeInbound(one.trackerId);
  return undefined;
}

export const list = listOf<TrackerFilter, Stored<StoredTracker>, Tracker>(
  'trackers',
  { endpointId: equal('endpointId') },
  (ctx, _, from) => trackers.all(ctx, from),
  (stored) => trackers.publicOf(stored),
);

/** Replaces a tracker's secret. Until the overlap ends, signatures with either are good. */
export const rotate = (ctx: Context, { trackerId, body }: One & { body: { overlapHours: number } }): Promise<Tracker> =>
  change(ctx, trackers, trackerId, 'rotate', (before) => withNewSecret(ctx, before, body.overlapHours));

/** The secret that an answer is about; none where it has been replaced since that answer was first given. */
export async function secretOf(ctx: Context, answer: unknown): Promise<{ secret?: string }> {
  const { trackerId, version } = answer as Tracker;
  return secretFor(ctx, await trackers.find(ctx, trackerId), version);
}

/** A tracker of the company; undefined where there is none. */
export async function trackerOf(ctx: Context, trackerId: Id<'tracker'>): Promise<Tracker | undefined> {
  const stored = await trackers.find(ctx, trackerId);
  return isThere(ctx, stored) ? trackers.publicOf(stored) : undefined;
}
