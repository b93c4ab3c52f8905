import { coverText } from '../analysis/masking.ts';
import { fields } from '../analysis/texts.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { parseJson } from '../http/json.ts';
import { orNone, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { get as getInitiative } from '../initiative/initiative.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { Tracker } from '../tracker/tracker.schema.ts';
import { trackerOf } from '../tracker/tracker.ts';
import { recordOf } from '../triage/voices.ts';
import { bodyOf } from '../webhook-sending/chat/body.ts';
import type { Outcome } from '../webhook-sending/send.ts';
import type { StoredDelivery } from '../webhook/delivery.schema.ts';
import type { StoredWebhook } from '../webhook/webhook.schema.ts';
import { confirm } from './hand-over.ts';
import { handOverEvents } from './hand-over.events.ts';
import { type HandOver, ReferHandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

type Delivery = Pick<StoredDelivery, 'type' | 'eventId' | 'endpointId' | 'body'>;

const LONGEST_TITLE = 120;

/** The hand-over that a delivery is of, where it goes to the webhook of the tracker itself. */
async function handOverOf(
  ctx: Context,
  { type, eventId, endpointId }: Delivery,
): Promise<Stored<HandOver> | undefined> {
  const handOverId = type === 'TriageHandedOver' ? asId('handOver', eventId.split(':')[0] ?? '') : undefined;
  const found = handOverId && (await handOvers.find(ctx, handOverId));
  return isThere(ctx, found) && found.endpointId === endpointId ? found : undefined;
}

/**
 * The bytes of a request: those that its delivery keeps, and for a tracker with a title, a link and the texts that it
 * gets. These are read when the request is made, so that no log holds them and what was deleted meanwhile stays here.
 */
export async function requestBody(ctx: Context, endpoint: StoredWebhook, delivery: Delivery): Promise<string> {
  const handOver = await handOverOf(ctx, delivery);
  if (!handOver) return delivery.body;
  const { feedbackId, initiativeId } = handOver;
  const said = feedbackId === undefined ? [] : await saidOf(ctx, handOver.trackerId, feedbackId);
  const initiative = initiativeId && (await orNone(getInitiative(ctx, { initiativeId })));
  // The event as it was told, whatever the tracker has said of it since.
  const { createdAt: updatedAt, createdBy: lastActor } = handOver;
  const { externalRef: _r, url: _u, theirStatus: _t, theirStatusAt: _a, status: _s, ...begun } = handOver;
  const after = { ...begun, version: 1, revision: 1, lastAction: 'create', state: 'waiting', updatedAt, lastActor };
  const [told] = handOverEvents.eventsOf({ after });
  if (!told) throw new Error('a hand-over that was made has been told of');
  const data = {
    ...told.detail,
    title: titleOf(handOver, initiative ? [initiative.title] : said),
    link: `${env('PUBLIC_URL')}/${feedbackId === undefined ? `initiatives/${initiativeId}` : `feedback/${feedbackId}`}`,
    ...(said.length > 0 && { text: said.join('\n') }),
  };
  return bodyOf(endpoint, { type: told.type, timestamp: updatedAt, data, company: ctx.companyId });
}

/** What was said in a record, as far as its tracker gets texts; nothing of one that was deleted. */
async function saidOf(ctx: Context, trackerId: HandOver['trackerId'], feedbackId: Id<'feedback'>): Promise<string[]> {
  const [tracker, record] = await Promise.all([trackerOf(ctx, trackerId), recordOf(ctx, feedbackId)]);
  return tracker && record && record.deletedAt === undefined ? textsFor(tracker, record) : [];
}

/** What was said, as far as a tracker gets texts: subject, comments and context. */
function textsFor({ text }: Tracker, record: StoredFeedback): string[] {
  if (text === 'none') return [];
  return fields.flatMap((field) => {
    const said = record[field];
    if (said === undefined || said.trim() === '') return [];
    return [text === 'full' ? said : coverText(said, [field], record)];
  });
}

/** The beginning of what was said, or of an initiative's title, on one line; without either the type and the theme. */
function titleOf({ type, theme, initiativeId }: HandOver, [first]: readonly string[]): string {
  if (first === undefined)
    return [
      (type ?? (initiativeId ? 'initiative' : 'feedback')).replaceAll('_', ' '),
      ...(theme === undefined ? [] : [theme]),
    ].join(': ');
  const line = first.replace(/\s+/g, ' ').trim();
  const cut = line.slice(0, LONGEST_TITLE - 1).replace(/[\ud800-\udbff]$/, '');
  return line.length <= LONGEST_TITLE ? line : `${cut}…`;
}

/** Notes what a tracker's reply to a hand-over says; of any other delivery nothing. */
export async function hearReply(ctx: Context, delivery: Delivery, { ok, body }: Outcome): Promise<void> {
  const handOver = ok ? await handOverOf(ctx, delivery) : undefined;
  if (!handOver) return;
  const tracker = await trackerOf(ctx, handOver.trackerId);
  await confirm(ctx, { handOverId: handOver.handOverId, said: referenceIn(body, tracker?.referencePath) });
}

/** The reference in a reply, at a path of names; a number is one, too. Undefined where there is none that can be kept. */
function referenceIn(body: Buffer | undefined, path = 'externalRef'): ReferHandOver | undefined {
  const reply = jsonOf(body);
  const found = path.split('.').reduce(own, reply);
  const externalRef = typeof found === 'number' ? String(found) : found;
  const url = own(reply, 'url');
  const both = ReferHandOver.safeParse({ externalRef, url });
  return (both.success ? both : ReferHandOver.safeParse({ externalRef })).data;
}

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** Trackers reply what they like: what is no JSON says no reference. */
function jsonOf(body: Buffer | undefined): unknown {
  try {
    return body && parseJson(body.toString());
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
