import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { type Outcome, send } from '../webhook-sending/send.ts';
import { isChat } from '../webhook-sending/chat/message.ts';
import { attempt, type Hooks, type Wanted } from './attempt.ts';
import { countEnded, type Ended } from './delivery-day.ts';
import { firstIn, inLane, type Lane } from './delivery.store.ts';
import {
  type EndpointState,
  entered,
  failed,
  isHeld,
  isTroubled,
  left,
  type Look,
  looked,
  placesOf,
  spacingMs,
  succeeded,
} from './endpoint-state.ts';
import { isGone, judge, recovered } from './failing.ts';
import { givePlace, takePlace } from './places.ts';
import { rest, setState } from './state.store.ts';
import { sendLook, wake, type WakeMessage } from './wake.ts';
import type { StoredWebhook } from './webhook.schema.ts';
import { webhooks } from './webhook.store.ts';

/** What a sender needs of the world; tests bring their own. */
export type SenderParts = { now: () => Date; sleep: (ms: number) => Promise<unknown>; send: typeof send } & Hooks;
export const realParts: SenderParts = { now: () => new Date(), sleep: (ms) => sleep(ms), send };

const MOST_MS = 10_000;
const MOST_DELIVERIES = 50;
const PAGE = 50;
/** More than these become one message in a chat. */
const MOST_ALONE = 5;
/** Where so many wait, a second sender is called. */
const MANY = 10;
/** An index may be behind: after the last delivery it is looked at once more. */
const LAST_LOOK_MS = 5_000;
const NO_PLACE_S = 2;

/** One sender at work for an endpoint. */
type Run = {
  clock: () => Context;
  parts: SenderParts;
  endpoint: StoredWebhook;
  slot: string;
  state: EndpointState;
  began: number;
  freeAt: Date;
  ok: number;
  failed: number;
  /** Deliveries that are not sent any more; they are counted together. */
  ended: Ended[];
  /** What has been worked off to its end: then it is no more to be done. */
  emptied: Set<'released' | 'failed' | 'skipped'>;
};

/**
 * Sends what waits for an endpoint: one delivery after the other, for ten seconds or fifty of them. Then a message says
 * that there is more, or when. Where all places of the endpoint are taken, those who have them do it.
 */
export async function work(ctx: Context, { endpointId, last }: WakeMessage, parts: SenderParts): Promise<void> {
  const clock = (): Context => ({ ...ctx, now: parts.now() });
  const endpoint = await webhooks.find(clock(), endpointId);
  if (!isThere(ctx, endpoint) || endpoint.status !== 'enabled') return rest(clock(), endpointId);
  const place = randomUUID();
  if (!(await takePlace(clock(), place))) return sendLook(ctx, endpointId, { delaySeconds: NO_PLACE_S }, last);
  try {
    const run = await begin(clock, parts, endpoint);
    if (run) await finish(run, last === true);
  } finally {
    await givePlace(clock(), place);
  }
}

async function begin(clock: () => Context, parts: SenderParts, endpoint: StoredWebhook): Promise<Run | undefined> {
  let slot: string | undefined;
  const { now } = clock();
  const state = await setState(clock(), endpoint.endpointId, (before) => {
    const result = entered(before, now, placesOf(endpoint));
    slot = result.slot;
    return result.state;
  });
  if (slot === undefined) return undefined;
  const freeAt = new Date(state.slots[slot]?.freeAt ?? now);
  return {
    clock,
    parts,
    endpoint,
    slot,
    state,
    began: now.getTime(),
    freeAt,
    ok: 0,
    failed: 0,
    ended: [],
    emptied: new Set(),
  };
}

async function finish(run: Run, last: boolean): Promise<void> {
  try {
    await drain(run);
  } finally {
    try {
      await countEnded(run.clock(), run.endpoint.endpointId, run.ended);
    } finally {
      await leave(run, last);
    }
  }
}

async function drain(run: Run): Promise<void> {
  const { clock, parts, endpoint } = run;
  for await (const wanted of messages(run)) {
    const isOver = parts.now().getTime() - run.began >= MOST_MS || run.ok + run.failed >= MOST_DELIVERIES;
    if (isOver) return;
    const wait = run.freeAt.getTime() - parts.now().getTime();
    if (wait > 0) await parts.sleep(wait);
    const began = parts.now();
    const made = await attempt(clock, endpoint, wanted, parts);
    if (!made) continue;
    const { outcome, ended } = made;
    run.ended.push(...ended);
    run.freeAt = new Date(began.getTime() + spacingMs(endpoint));
    if (
      !(await noted(
        run,
        outcome,
        wanted.some(({ probe }) => probe === true),
      ))
    )
      return;
  }
}

/** What goes into one request: a delivery; for a chat, where more than five wait, up to fifty. */
async function* messages(run: Run): AsyncGenerator<Wanted[]> {
  const most = isChat(run.endpoint.preset) ? PAGE : 1;
  let group: Wanted[] = [];
  for await (const one of candidates(run)) {
    group.push(one);
    if (group.length < most) continue;
    yield group;
    group = [];
  }
  yield* group.length > MOST_ALONE ? [group] : group.map((one) => [one]);
}

/** What may be sent now, in the order of its right to be: what is due, what waited for an outage to end, what is replayed. */
async function* candidates(run: Run): AsyncGenerator<Wanted> {
  const { clock, endpoint, state } = run;
  const { endpointId } = endpoint;
  if (state.probes !== undefined) {
    const probe = await firstOfAny(clock(), endpointId, state);
    if (probe) yield { ...probe, probe: true };
    return;
  }
  const now = clock().now.toISOString();
  yield* fromLane(run, 'waiting', { upTo: now });
  if (state.releasedAt !== undefined) {
    for await (const one of fromLane(run, 'waiting', { after: now })) yield { ...one, releasedAt: state.releasedAt };
    run.emptied.add('released');
  }
  for (const lane of ['failed', 'skipped'] as const) {
    const upTo = state.replay?.[lane];
    if (upTo === undefined) continue;
    yield* fromLane(run, lane, { upTo });
    run.emptied.add(lane);
  }
}

/** What an open breaker tries: what waits comes before what is replayed. */
async function firstOfAny(ctx: Context, endpointId: StoredWebhook['endpointId'], { replay = {} }: EndpointState) {
  for (const lane of ['waiting', 'failed', 'skipped'] as const) {
    const upTo = lane === 'waiting' ? undefined : replay[lane];
    const first = lane === 'waiting' || upTo !== undefined ? await firstIn(ctx, endpointId, lane, upTo) : undefined;
    if (first) return { deliveryId: first.deliveryId, lane };
  }
  return undefined;
}

async function* fromLane(run: Run, lane: Lane, part: { after?: string; upTo?: string }): AsyncGenerator<Wanted> {
  const { clock, endpoint, slot } = run;
  for await (const page of inLane(clock(), endpoint.endpointId, lane, { ...part, size: PAGE })) {
    if (page.length >= MANY) await wake(clock(), endpoint.endpointId);
    // Senders that begin at the same place would all want the same.
    const first = (Number(slot) * MANY) % Math.max(page.length, 1);
    for (const { deliveryId } of [...page.slice(first), ...page.slice(0, first)]) yield { deliveryId, lane };
  }
}

/** Notes what came of a request; whether to go on. */
async function noted(run: Run, outcome: Outcome, probe: boolean): Promise<boolean> {
  const { clock, endpoint } = run;
  const { endpointId } = endpoint;
  if (outcome.ok) {
    run.ok++;
    if (isTroubled(run.state))
      run.state = await setState(clock(), endpointId, (state) => succeeded(state, clock().now));
    if (endpoint.failing) run.endpoint = { ...endpoint, ...(await recovered(clock(), endpointId)) };
    return !probe;
  }
  run.failed++;
  const { status = 0, retryAfterSeconds } = outcome;
  const pauseSeconds = status === 429 || status === 503 ? retryAfterSeconds : undefined;
  run.state = await setState(clock(), endpointId, (state) => failed(state, clock().now, { probe, pauseSeconds }));
  const isOn = await judge(clock(), endpoint, run.state, isGone(endpoint, outcome));
  return isOn && run.state.probes === undefined && !isHeld(run.state, clock().now);
}

/** Gives the place back, and says when the endpoint is looked at next. */
async function leave(run: Run, last: boolean): Promise<void> {
  const { clock, endpoint, emptied } = run;
  const { endpointId } = endpoint;
  const first = await firstIn(clock(), endpointId, 'waiting');
  const { now } = clock();
  let look: Look | undefined;
  let isLast = false;
  await setState(clock(), endpointId, (before) => {
    let state = withoutEmptied(left(before, now, run), run.state, emptied);
    const isOpen = state.releasedAt !== undefined || Object.keys(state.replay ?? {}).length > 0;
    const soonest = isOpen ? now.toISOString() : first?.placedAt;
    isLast = soonest === undefined && !(last && run.ok + run.failed === 0);
    const at = isLast ? new Date(now.getTime() + LAST_LOOK_MS).toISOString() : soonest;
    look = undefined;
    if (at !== undefined) {
      const held = state.heldUntil ?? '';
      // An open breaker asks as soon as it may, whatever the times of those that wait.
      const from = state.probes === undefined ? at : now.toISOString();
      ({ state, look } = looked(state, now, held > from ? held : from));
    }
    return state;
  });
  if (look) await sendLook(clock(), endpointId, look, isLast);
}

function withoutEmptied(state: EndpointState, seen: EndpointState, emptied: Run['emptied']): EndpointState {
  const { failed: lost, skipped } = state.replay ?? {};
  const open = {
    ...(lost !== undefined && !(emptied.has('failed') && lost === seen.replay?.failed) && { failed: lost }),
    ...(skipped !== undefined && !(emptied.has('skipped') && skipped === seen.replay?.skipped) && { skipped }),
  };
  return {
    ...state,
    ...(emptied.has('released') && state.releasedAt === seen.releasedAt && { releasedAt: undefined }),
    replay: Object.keys(open).length > 0 ? open : undefined,
  };
}
