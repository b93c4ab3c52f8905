import { orNone } from '../http/problem.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { digestOf } from '../webhook-sending/chat/digest.ts';
import { isChat } from '../webhook-sending/chat/message.ts';
import { nextAttempt } from '../webhook-sending/retry-schedule.ts';
import type { Outcome, send } from '../webhook-sending/send.ts';
import type { Ended } from './delivery-day.ts';
import type { Attempt, StoredDelivery } from './delivery.schema.ts';
import { deliveries, type Lane } from './delivery.store.ts';
import { urlRules } from './rules.ts';
import { loggedHeaders, signedHeaders } from './signed.ts';
import type { StoredWebhook } from './webhook.schema.ts';

/** A delivery that a sender wants to make, and why it may be made now. */
export type Wanted = {
  deliveryId: Id<'delivery'>;
  lane: Lane;
  /** An open breaker lets it through, whatever its own time. */
  probe?: boolean;
  /** Its own time is to come, but an outage ended at this time and it has waited since before. */
  releasedAt?: string | undefined;
};

/** What others have to do with requests: of what they are, and of what is replied. */
export type Hooks = {
  /** The bytes of a request, where they are more than what its delivery keeps. */
  requestBody?: (ctx: Context, endpoint: StoredWebhook, delivery: StoredDelivery) => Promise<string>;
  /** Hears of a reply before that is noted; where it throws, the request is made again. */
  hearReply?: (ctx: Context, delivery: StoredDelivery, outcome: Outcome) => Promise<void>;
};

/** How long a sender may take for one request; the longest request takes half of it. */
const LEASE_MS = 30_000;
const MOST_ATTEMPTS = 10;
const PARALLEL = 10;
const LOGGED = 12;

const later = ({ now }: Context, ms: number): string => new Date(now.getTime() + ms).toISOString();

/** Whether an attempt of a delivery may begin. The lease of one that is being made is its time. */
function mayBegin(now: string, { state, placedAt, startedAt, createdAt }: StoredDelivery, wanted: Wanted): boolean {
  if (state === 'failed' || state === 'skipped') return state === wanted.lane;
  if (state === 'delivered') return false;
  if (placedAt <= now) return true;
  if (state === 'sending') return false;
  return wanted.probe === true || (wanted.releasedAt !== undefined && (startedAt ?? createdAt) < wanted.releasedAt);
}

const logged = (log: readonly Attempt[], one: Attempt): Attempt[] => [...log, one].slice(-LOGGED);

/** What an attempt left behind whose sender ended before it noted anything. */
const withLost = ({ log, state, startedAt = '' }: StoredDelivery): Attempt[] =>
  state === 'sending' ? logged(log, { at: startedAt, error: 'unknown' }) : [...log];

/** A delivery in hand; `earlier` is where it lay before, `counts` whether this is one of its attempts. */
type Claimed = { held: StoredDelivery; counts: boolean; earlier: string };

/**
 * Takes a delivery in hand, for as long as a request lasts at most: whoever else wants it finds that it is being sent. A
 * probe before a delivery's own time counts as no attempt. One of an earlier lane begins anew.
 */
async function claim(ctx: Context, wanted: Wanted): Promise<Claimed | undefined> {
  const now = ctx.now.toISOString();
  let before: StoredDelivery | undefined;
  let counts = true;
  const claiming = change(
    ctx,
    deliveries,
    wanted.deliveryId,
    'claim',
    (found) => {
      before = mayBegin(now, found, wanted) ? found : undefined;
      if (!before) return undefined;
      const again = found.state === 'failed' || found.state === 'skipped';
      counts = !wanted.probe || found.placedAt <= now;
      return {
        ...found,
        ...(again && { scheduledFrom: now, replay: true }),
        attempts: (again ? 0 : found.attempts) + Number(counts),
        state: 'sending' as const,
        log: withLost(found),
        startedAt: now,
        placedAt: later(ctx, LEASE_MS),
      };
    },
    { silent: true },
  );
  // None where the index was behind: its time in the log has ended.
  const held = await orNone(claiming);
  return before && held && { held, counts, earlier: before.placedAt };
}

const attemptOf = (at: string, outcome: Outcome): Attempt => {
  const { ms, address, status, error, retryAfterSeconds, headers, excerpt } = outcome;
  return { at, ms, address, status, error, retryAfterSeconds, responseHeaders: headers, responseExcerpt: excerpt };
};

/** Where a failed delivery lies from now on. */
function after(ctx: Context, { held, counts, earlier }: Claimed, { retryAfterSeconds }: Outcome) {
  const now = ctx.now.toISOString();
  // A probe before its time leaves it where it was.
  if (!counts) return { state: 'waiting' as const, placedAt: earlier };
  const { attempts: attempt, scheduledFrom } = held;
  const next =
    attempt < MOST_ATTEMPTS &&
    nextAttempt({ attempt, at: ctx.now, createdAt: new Date(scheduledFrom), retryAfterSeconds });
  return next
    ? { state: 'waiting' as const, placedAt: next.toISOString() }
    : { state: 'failed' as const, placedAt: now };
}

/** What is sent for these deliveries: the body of one, or for many in a chat one message about all of them. */
function bodyFor({ preset }: StoredWebhook, bodies: readonly string[]): string {
  const [body = '', ...others] = bodies;
  return others.length > 0 && isChat(preset) ? digestOf(preset, [body, ...others]) : body;
}

/**
 * Makes one attempt of a delivery, or of several that a chat gets as one message: nobody else does at the same time.
 * Undefined where somebody else has them, or it is not their time. Where the sender ends in the middle, the attempt is
 * made again when the leases end. `ended` are those that are not sent any more.
 */
export async function attempt(
  clock: () => Context,
  endpoint: StoredWebhook,
  wanted: readonly Wanted[],
  { send: post, requestBody, hearReply }: Hooks & { send: typeof send },
): Promise<{ outcome: Outcome; ended: Ended[] } | undefined> {
  const began = clock();
  const claimed: Claimed[] = [];
  await eachBatch(wanted, { size: 1, parallel: PARALLEL }, async ([one]) => {
    const found = one && (await claim(began, one));
    if (found) claimed.push(found);
  });
  const held = claimed.map((one) => one.held).toSorted(byId);
  const [first] = held;
  if (!first) return undefined;
  const bodies = await Promise.all(held.map(async (one) => (await requestBody?.(began, endpoint, one)) ?? one.body));
  const body = bodyFor(endpoint, bodies);
  const headers = await signedHeaders(began, endpoint, { id: first.deliveryId, body, replay: first.replay });
  const outcome = await post({ url: endpoint.url, headers, body, rules: urlRules(), now: began.now });
  const then = clock();
  if (hearReply) for (const one of held) await hearReply(then, one, outcome);
  const sentHeaders = loggedHeaders(endpoint, headers);
  const ended: Ended[] = [];
  await eachBatch(claimed, { size: 1, parallel: PARALLEL }, async ([one]) => {
    const end = one && (await note(then, one, outcome, { sentHeaders, together: claimed.length }));
    if (end) ended.push(end);
  });
  return { outcome, ended };
}

const byId = (one: StoredDelivery, other: StoredDelivery): number => (one.deliveryId < other.deliveryId ? -1 : 1);

/**
 * Writes down what came of an attempt, unless its lease has run out and somebody else has it. The end of the delivery,
 * where this is one.
 */
async function note(
  ctx: Context,
  one: Claimed,
  outcome: Outcome,
  { sentHeaders, together }: { sentHeaders: Record<string, string>; together: number },
): Promise<Ended | undefined> {
  const { held } = one;
  const { deliveryId } = held;
  let end: Ended | undefined;
  const alter = (now: Stored<StoredDelivery>) => {
    end = undefined;
    if (now.state !== 'sending' || now.startedAt !== held.startedAt) return undefined;
    const came = outcome.ok ? { state: 'delivered' as const } : after(ctx, one, outcome);
    const { state } = came;
    if (state !== 'waiting')
      end = { deliveryId, state, at: ctx.now, first: held.log.length === 0, replay: held.replay === true };
    const newest = { ...attemptOf(held.startedAt ?? '', outcome), ...(together > 1 && { together }) };
    return { ...now, ...came, sentHeaders, log: logged(now.log, newest) };
  };
  await change(ctx, deliveries, deliveryId, 'send', alter, { silent: true });
  return end;
}
