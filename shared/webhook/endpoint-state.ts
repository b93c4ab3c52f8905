import * as z from 'zod';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import type { Draft } from '../kernel/change.ts';
import { pick } from '../kernel/json.ts';
import { EndpointId } from './webhook.schema.ts';

const count = z.int().min(0);

/** How sending to an endpoint stands. It is one row; nobody but the product reads or writes it. */
export const EndpointState = record('EndpointState', {
  endpointId: EndpointId,
  /** Since when a wake message is under way, which arrives at once. */
  awakeSince: instant.optional(),
  /** When the endpoint is looked at next: by a delayed message (`queued`), or found by the due index. */
  next: z.object({ at: instant, queued: z.boolean() }).optional(),
  /** Places of senders: until when one is taken, and from when on the next request may be sent from it. */
  slots: z.record(z.string(), z.object({ until: instant.optional(), freeAt: instant })),
  /** How many places there are: few after an outage, more with each success. */
  width: count,
  /** Failed requests in a row. */
  failures: count,
  /** Of an open breaker: how often the receiver was asked in vain since. */
  probes: count.optional(),
  /** Nothing is sent before: the next probe, or what the receiver asked for. */
  heldUntil: instant.optional(),
  /** When an outage ended: what had waited since before is due, whatever its own time. */
  releasedAt: instant.optional(),
  /** The first failed request since the last success, and how many there were. */
  failingSince: instant.optional(),
  failedRequests: count,
  lastSuccessAt: instant.optional(),
  /** Requests of the newest two days. */
  days: z.record(z.string(), z.object({ ok: count, failed: count })),
  /** What lies there since before these times is sent again; `failed` was written by releases before jobs did that. */
  replay: z.object({ failed: instant.optional(), skipped: instant.optional() }).optional(),
});
export type StateRecord = z.output<typeof EndpointState>;
export type EndpointState = Draft<StateRecord>;

const MOST_PLACES = 5;
const widths = [1, 2, MOST_PLACES];
const FAILURES_TO_OPEN = 5;
const LEASE_MS = 30_000;
/** After so long a message that has not come is taken for lost. */
const LOST_MS = 120_000;
/** Seconds until the next probe, after each one that failed; the last one stays. */
const probeGapsS = [5, 30, 60, 120, 300, 600, 900];
/** Longer than this no message of SQS can be delayed. */
const QUEUED_MS = 900_000;

const later = (at: string | Date, ms: number): string => new Date(new Date(at).getTime() + ms).toISOString();
const earliest = (times: readonly (string | undefined)[]): string | undefined =>
  times.filter((time) => time !== undefined).toSorted()[0];

export const idle = (endpointId: EndpointState['endpointId']): EndpointState => ({
  endpointId,
  slots: {},
  width: MOST_PLACES,
  failures: 0,
  failedRequests: 0,
  days: {},
});

export const isHeld = ({ heldUntil }: EndpointState, now: Date): boolean =>
  heldUntil !== undefined && heldUntil > now.toISOString();

/** When the due index finds the endpoint: later than any message that is under way, so that it only meets what was lost. */
export const dueOf = ({ awakeSince, next, slots }: EndpointState): string | undefined =>
  earliest([
    awakeSince && later(awakeSince, LOST_MS),
    next && (next.queued ? later(next.at, LOST_MS) : next.at),
    ...Object.values(slots).map(({ until }) => until && later(until, LOST_MS)),
  ]);

/** How many may send to an endpoint at a time; one alone keeps the pace of a slow one. */
export const placesOf = ({ maxPerSecond }: { maxPerSecond: number }): number => Math.min(MOST_PLACES, maxPerSecond);

/** So long each of an endpoint's senders leaves between the beginnings of two requests. */
export const spacingMs = (endpoint: { maxPerSecond: number }): number =>
  (1_000 * placesOf(endpoint)) / endpoint.maxPerSecond;

/** A wake has arrived: takes a place where one is free. A lease that has run out frees its place. */
export function entered(state: EndpointState, now: Date, most: number): { state: EndpointState; slot?: string } {
  const at = now.toISOString();
  const next = state.next && state.next.at <= at ? undefined : state.next;
  const taken = Object.entries(state.slots).filter(([, { until }]) => until !== undefined && until > at);
  const open = { ...state, awakeSince: undefined, next };
  const places = state.probes === undefined ? Math.min(most, state.width) : 1;
  if (isHeld(state, now) || taken.length >= places) return { state: open };
  const [slot] = Array.from({ length: most }, (_, index) => String(index))
    .filter((name) => !taken.some(([other]) => other === name))
    .toSorted((one, other) => ((state.slots[one]?.freeAt ?? '') < (state.slots[other]?.freeAt ?? '') ? -1 : 1));
  if (slot === undefined) return { state: open };
  const own = { until: later(now, LEASE_MS), freeAt: state.slots[slot]?.freeAt ?? at };
  return { state: { ...open, slots: { ...state.slots, [slot]: own } }, slot };
}

/** A request has failed. `probe`: it was the one that an open breaker lets through. */
export function failed(
  state: EndpointState,
  now: Date,
  { probe, pauseSeconds = 0 }: { probe: boolean; pauseSeconds?: number | undefined },
): EndpointState {
  const failures = state.failures + 1;
  const begun = state.probes === undefined && failures >= FAILURES_TO_OPEN ? 0 : state.probes;
  const probes = begun !== undefined && probe ? begun + 1 : begun;
  const opened = probes !== state.probes ? later(now, (probeGapsS[probes ?? 0] ?? 900) * 1_000) : undefined;
  const asked = pauseSeconds > 0 ? later(now, pauseSeconds * 1_000) : undefined;
  return {
    ...state,
    failures,
    probes,
    heldUntil: [state.heldUntil, opened, asked]
      .filter((time) => time !== undefined)
      .toSorted()
      .at(-1),
    failingSince: state.failingSince ?? now.toISOString(),
    failedRequests: state.failedRequests + 1,
  };
}

/** Whether a success changes anything beside the counts. */
export const isTroubled = ({ failures, probes, width, failingSince }: EndpointState): boolean =>
  failures > 0 || probes !== undefined || width < MOST_PLACES || failingSince !== undefined;

/** A request has succeeded. The first one after an outage makes everything due that has waited meanwhile. */
export const succeeded = (state: EndpointState, now: Date): EndpointState => ({
  ...state,
  failures: 0,
  failingSince: undefined,
  failedRequests: 0,
  ...(state.probes === undefined
    ? { width: widths.find((width) => width > state.width) ?? MOST_PLACES }
    : { probes: undefined, heldUntil: undefined, width: 1, releasedAt: now.toISOString() }),
});

/** A sender leaves its place, with what it has counted. */
export function left(
  state: EndpointState,
  now: Date,
  { slot, freeAt, ok, failed: bad }: { slot: string; freeAt: Date; ok: number; failed: number },
): EndpointState {
  const today = now.toISOString().slice(0, 10);
  const counted = state.days[today] ?? { ok: 0, failed: 0 };
  const days = { ...state.days, [today]: { ok: counted.ok + ok, failed: counted.failed + bad } };
  return {
    ...state,
    slots: { ...state.slots, [slot]: { freeAt: freeAt.toISOString() } },
    days: pick<typeof days, string>(days, Object.keys(days).toSorted().slice(-2)),
    ...(ok > 0 && { lastSuccessAt: now.toISOString() }),
  };
}

/** A message that is to be sent to look at the endpoint. */
export type Look = { delaySeconds?: number };

/** Says that the endpoint is looked at at once, or at a time; no message where one comes soon enough anyway. */
export function looked(state: EndpointState, now: Date, at: string): { state: EndpointState; look?: Look } {
  const ms = Date.parse(at) - now.getTime();
  if (ms <= 0) {
    if (state.awakeSince !== undefined) return { state };
    return { state: { ...state, awakeSince: now.toISOString() }, look: {} };
  }
  if (state.next !== undefined && state.next.at > now.toISOString() && state.next.at <= at) return { state };
  const queued = ms <= QUEUED_MS;
  return {
    state: { ...state, next: { at, queued } },
    ...(queued && { look: { delaySeconds: Math.ceil(ms / 1_000) } }),
  };
}

/** The due index has found the endpoint: a message is on its way, and what was lost is forgotten. */
export function foundDue(state: EndpointState, now: Date): EndpointState {
  const at = now.toISOString();
  const slots = Object.entries(state.slots).map(([name, { until, freeAt }]) => [
    name,
    { freeAt, ...(until !== undefined && until > at && { until }) },
  ]);
  return {
    ...state,
    awakeSince: at,
    next: state.next && state.next.at > at ? state.next : undefined,
    slots: Object.fromEntries(slots) as EndpointState['slots'],
  };
}
