import { setTimeout as sleep } from 'node:timers/promises';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { followUpRoutes, recordFollowUpRoutes } from '../../shared/follow-up/follow-up.routes.ts';
import type { CloseFollowUp } from '../../shared/follow-up/follow-up.requests.schema.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';
import { initiativeRoutes } from '../../shared/initiative/initiative.routes.ts';
import { peopleRoutes } from '../../shared/people/people.routes.ts';
import { triageRoutes } from '../../shared/triage/triage.routes.ts';
import { webhookRoutes } from '../../shared/webhook/webhook.routes.ts';
import { writeDownCustomers } from './customers.ts';
import { demoRecords } from './records.ts';
import { emailOf, initiatives, signingIn, team } from './team.ts';
import { understandDemo } from './understanding.ts';

const FOLLOW_UPS = 40;
const DECISIONS = 8;
/** Texts are analysed, and wait for triage, some seconds after they came. */
const ANALYSED_MS = 120_000;
const LOOK_MS = 2_000;

/**
 * What the people of the demo company have done about their feedback: follow-ups in all states, initiatives, decisions in
 * triage, webhooks to `receivers`, and what its analysts did. What is there already is left alone, so that it may be asked for again
 * after it was cut off.
 */
export async function actOnDemo(access: ClientOptions, receivers: string, signal: AbortSignal): Promise<void> {
  const people = client(peopleRoutes, access);
  for (const { userId, name } of [...team, ...Object.values(signingIn)]) {
    signal.throwIfAborted();
    await people.put({ params: { userId }, body: { name, email: emailOf(userId) } });
  }
  await writeDownCustomers(access, demoRecords(new Date()), signal);
  // First: whoever hands events to webhooks learns of new ones within half a minute.
  await addWebhooks(access, receivers);
  await startInitiatives(access, signal);
  await followUp(access, signal);
  await complain(access);
  await decide(access, signal);
  await understandDemo(access, signal);
}

async function startInitiatives(access: ClientOptions, signal: AbortSignal): Promise<void> {
  const feedback = client(feedbackRoutes, access);
  const api = client(initiativeRoutes, access);
  const known = new Set((await api.list({ query: { limit: 100 } })).items.map(({ title }) => title));
  for (const { word, ...one } of initiatives) {
    signal.throwIfAborted();
    if (known.has(one.title)) continue;
    const { items } = await feedback.list({ query: { q: word, limit: 100 } });
    const { initiativeId, version } = await api.create({ body: { title: one.title, ownerId: 'dan', themes: [word] } });
    const feedbackIds = items.map(({ feedbackId }) => feedbackId);
    if (feedbackIds.length > 0) await api.link({ params: { initiativeId }, body: { feedbackIds } });
    const { texts, status, ...rest } = one;
    const reason = 'reason' in rest ? rest.reason : undefined;
    await api.edit({
      params: { initiativeId },
      ifMatch: version,
      // Of what is only planned nobody is told; the mails of the others are in the inbox within minutes.
      body: {
        status,
        ...(texts && { texts }),
        ...(reason && { reason }),
        notify: status === 'shipped',
        holdMinutes: 0,
      },
    });
  }
}

const closings: readonly CloseFollowUp[] = [
  { status: 'resolved', rootCause: { code: 'billing_error' }, action: { code: 'refunded' }, customerInformed: true },
  { status: 'resolved', rootCause: { code: 'delivery' }, action: { code: 'replaced' }, customerInformed: true },
  { status: 'resolved', rootCause: { code: 'product_defect' }, action: { code: 'fixed' }, customerInformed: true },
  { status: 'resolved', rootCause: { code: 'slow_response' }, action: { code: 'apologised' }, customerInformed: true },
  { status: 'no_action', reason: 'unreachable' },
];

/** Two in eight wait, two are in progress, four are closed, and one in twenty of those was opened again. */
async function followUp(access: ClientOptions, signal: AbortSignal): Promise<void> {
  const feedback = client(feedbackRoutes, access);
  const records = client(recordFollowUpRoutes, access);
  const api = client(followUpRoutes, access);
  const unhappy = await feedback.list({ query: { type: 'complaint', limit: FOLLOW_UPS } });
  const userIds = team.slice(0, 3).map(({ userId }) => userId);
  for (const [index, record] of unhappy.items.entries()) {
    signal.throwIfAborted();
    const { feedbackId, followUp: known } = record;
    if (known) continue;
    const opened = await records.open({
      params: { feedbackId },
      body: { assign: { auto: { mode: 'least_loaded', userIds } } },
    });
    const step = index % 8;
    if (step < 2) continue;
    const one = { params: { followUpId: opened.followUpId } };
    const contact = { channel: 'phone', outcome: step === 7 ? 'no_answer' : 'reached' } as const;
    const touched = await api.contact({ ...one, ifMatch: opened.version, body: contact });
    if (step < 4) {
      await records.patch({ params: { feedbackId }, ifMatch: touched.version, body: { status: 'in_progress' } });
      continue;
    }
    const body = closings[index % closings.length] as CloseFollowUp;
    const closed = await api.close({ ...one, ifMatch: touched.version, body });
    if (index % 20 === 7)
      await api.reopen({ ...one, ifMatch: closed.version, body: { reason: 'The customer wrote again.' } });
  }
}

/** What is found critical, so that the rule for that has an open alert, too. Again it changes nothing. */
async function complain(access: ClientOptions): Promise<void> {
  const item = {
    externalId: 'demo-critical',
    source: 'email',
    type: 'complaint',
    customerId: 'C-1001',
    language: 'en',
    comments: 'My account shows the invoices of another customer. This is a data breach, and I want a call today.',
    category: 'account',
    snapshot: { tier: 'gold', channel: 'email' },
  } as const;
  await client(feedbackRoutes, access).submitMany({ body: { items: [item] } });
}

/** Decides what is suggested for the most urgent items; the others are left to whoever looks at the queue. */
async function decide(access: ClientOptions, signal: AbortSignal): Promise<void> {
  const api = client(triageRoutes, access);
  const until = Date.now() + ANALYSED_MS;
  let waiting = await api.list({ query: { limit: DECISIONS } });
  while (waiting.items.length < DECISIONS && Date.now() < until) {
    await sleep(LOOK_MS, undefined, { signal });
    waiting = await api.list({ query: { limit: DECISIONS } });
  }
  const items = waiting.items.map(({ feedback: { feedbackId }, route }) => ({
    feedbackId,
    status: route === 'none' ? ('wont_do' as const) : ('planned' as const),
    route,
  }));
  if (items.length > 0) await api.decideMany({ body: { items } });
}

/** One works, one fails, one is a chat; what happens from now on is sent to them. */
async function addWebhooks(access: ClientOptions, receivers: string): Promise<void> {
  const api = client(webhookRoutes, access);
  if ((await api.list()).items.length > 0) return;
  const all = [
    { url: `${receivers}/works`, events: ['triageItem.*', 'alert.*'], description: 'Data warehouse' },
    { url: `${receivers}/fails`, events: ['triageItem.*', 'alert.*'], description: 'Old helpdesk' },
    { url: `${receivers}/chat`, events: ['alert.*'], preset: 'slack', description: 'Chat of the care team' },
  ] as const;
  for (const { events, ...body } of all) {
    const { endpointId } = await api.create({ body: { ...body, events: [...events] } });
    // Nobody waits for the first alert to see how each of them is.
    await api.test({ params: { endpointId }, body: { type: 'AlertOpened' } });
  }
}
