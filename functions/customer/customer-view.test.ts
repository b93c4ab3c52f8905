import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import type { TimelineEntry } from '../../shared/customer-view/customer-view.schema.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { customerKeyOf } from '../../shared/customer/customer-key.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { given } from '../../shared/feedback/testing/given.ts';
import { householdRoutes } from '../../shared/household/household.routes.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { newId } from '../../shared/kernel/ids.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { tableName } from '../../shared/kernel/table.ts';
import { writeAll } from '../../shared/kernel/write-all.ts';
import { totalsKey } from '../../shared/purchase/purchase.rows.ts';
import { decisionPuts } from '../../shared/survey/decision.store.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { surveyRoutes } from '../../shared/survey/survey.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { handler as purchaseHandler } from '../purchase/handler.ts';
import { handler as surveyHandler } from '../survey/handler.ts';
import { handler } from './handler.ts';

const { routes } = customerViewRoutes;
const anna = {
  type: 'individual',
  firstName: 'Anna',
  lastName: 'Huber',
  emails: [{ address: 'anna.huber@example.com' }],
  externalIds: [{ id: 'C-1' }],
  demographics: { birthDate: '1980-02-29' },
};

const made = async (companyId: string) => {
  const { body } = await send(handler, customerRoutes.routes.create, { companyId, body: anna });
  return { params: { customerId: String(body['customerId']) } };
};
const withFeedback = async (companyId: string) => {
  await given(aContext({ companyId }), { source: 'in_app', comments: 'All fine.', customerId: 'C-1' });
  return made(companyId);
};
routeTests(customerViewRoutes, handler, { view: withFeedback, timeline: withFeedback });

type Said = Partial<SubmitFeedback> & { occurredAt?: string };
const say = (companyId: string, body: Said = {}) =>
  given(aContext({ companyId }), { source: 'in_app', comments: 'All fine.', customerId: 'C-1', ...body });

/** Writes decisions about a person under both of their names, as the one that asks does. */
async function decide(companyId: string, instants: readonly string[]): Promise<void> {
  const names = ['C-1', undefined].map((id) => String(customerKeyOf(id, 'anna.huber@example.com')));
  const puts = instants.flatMap((at) =>
    decisionPuts(companyId, names, {
      decisionId: newId('decision', new Date(at)),
      at,
      sent: false,
      reason: 'quiet_period',
      trigger: 'ticket.resolved',
    }),
  );
  for (let from = 0; from < puts.length; from += 25) {
    const requests = puts.slice(from, from + 25).map(({ Put }) => ({ PutRequest: { Item: Put?.Item ?? {} } }));
    await aContext({ companyId }).db.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }));
  }
}

type Query = { kinds?: string; from?: string; to?: string; limit?: string; cursor?: string };
async function entries(companyId: string, customerId: string, query: Query = {}, as: Role = 'admin') {
  const answer = await send(handler, routes.timeline, { companyId, role: as, params: { customerId }, query });
  return answer.body as { items: TimelineEntry[]; nextCursor: string | null };
}
/** Every page of a timeline. */
async function whole(companyId: string, customerId: string, query: Query): Promise<TimelineEntry[]> {
  const all: TimelineEntry[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await entries(companyId, customerId, { ...query, ...(cursor && { cursor }) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}
const day = (number: number, hour = 0): string => new Date(Date.UTC(2026, 9, number, hour)).toISOString();

describe('the timeline of a customer', () => {
  test('is strictly by time then id, without duplicates or gaps, whatever the size of its pages, also where something comes in between', async () => {
    const companyId = aCompany();
    await decide(
      companyId,
      Array.from({ length: 13 }, (_, index) => day(index + 1, 12)),
    );
    for (let index = 0; index < 13; index += 1) {
      const email = { customerId: undefined, contact: { email: 'Anna.Huber@example.com' } };
      await say(companyId, { occurredAt: day(index + 1), ...(index % 3 === 0 && email) });
    }
    const { params } = await made(companyId);
    const { customerId } = params;
    const all = await whole(companyId, customerId, { limit: '200' });
    expect(all).toHaveLength(27);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(all[0]).toMatchObject({ kind: 'customer', ref: { type: 'customer', id: customerId } });
    for (const limit of ['1', '2', '5']) expect(await whole(companyId, customerId, { limit })).toEqual(all);

    const first = await entries(companyId, customerId, { limit: '10' });
    await say(companyId, { comments: 'Newer than all.' });
    const rest = await entries(companyId, customerId, { limit: '200', cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items]).toEqual(all);
  });

  test('shows what came before the customer was written down, and of what was decided each decision once', async () => {
    const companyId = aCompany();
    await say(companyId, {
      occurredAt: day(1),
      type: 'complaint',
      scores: [{ metric: 'csat', value: 1, scaleMin: 1, scaleMax: 5 }],
    });
    await decide(companyId, [day(2)]);
    const { params } = await made(companyId);
    const { items } = await entries(companyId, params.customerId, { kinds: 'feedback,survey' });
    expect(items.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      'survey: Not asked: quiet period',
      'feedback: Complaint by in app, CSAT 1 of 5',
    ]);
    const decisions = await send(surveyHandler, surveyRoutes.routes.decisions, { companyId, query: params });
    expect(decisions.body['items']).toHaveLength(1);
  });

  test('from and to cut at the instant: from is in it, to is not', async () => {
    const companyId = aCompany();
    for (const number of [1, 2, 3]) await say(companyId, { occurredAt: day(number) });
    const { customerId } = (await made(companyId)).params;
    const { items } = await entries(companyId, customerId, { from: day(1), to: day(3) });
    expect(items.map(({ at }) => at)).toEqual([day(2), day(1)]);
  });

  test('an interaction recorded one request ago is first', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    await decide(companyId, [new Date().toISOString()]);
    const { feedbackId } = await say(companyId);
    expect((await entries(companyId, customerId, { limit: '1' })).items[0]?.ref).toEqual({
      type: 'feedback',
      id: feedbackId,
    });
  });

  test('holds what the caller may read: an agent sees feedback of their own and no decisions; masked as lists are', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    await putSettings(aContext({ companyId }), PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
    await decide(companyId, [day(1)]);
    await say(companyId, { subject: 'Call me at 030 1234567, please.', snapshot: { agentId: 'user-1' } });
    await say(companyId, { snapshot: { agentId: 'user-2' } });
    const kinds = 'feedback,survey';
    const own = await entries(companyId, customerId, { kinds }, 'agent');
    expect(own.items.map(({ feedback }) => feedback?.subject)).toEqual(['Call me at [PHONE], please.']);
    expect((await entries(companyId, customerId, { kinds }, 'analyst')).items).toHaveLength(3);
  });

  test.each([
    'kinds=mail',
    'kinds=',
    'kinds=feedback,,survey',
    'from=yesterday',
    'from=2026-10-02T00:00:00Z&to=2026-10-01T00:00:00Z',
  ])('is refused for %s', async (text) => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const query = Object.fromEntries(new URLSearchParams(text));
    expectProblem(await send(handler, routes.timeline, { companyId, params, query }), 400, 'validation-failed');
  });
});

describe('the 360° view', () => {
  const seen = (companyId: string, customerId: string, as: Role = 'admin', headers = {}) =>
    send(handler, routes.view, { companyId, role: as, params: { customerId }, headers });

  test('with 500 timeline entries costs at most 12 read units', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    await decide(
      companyId,
      Array.from({ length: 400 }, (_, index) => day(1 + (index % 28), index % 24)),
    );
    for (let index = 0; index < 100; index += 1)
      await say(companyId, { occurredAt: day(1 + (index % 28), index % 24) });
    const { result, units } = await unitsOf(() => seen(companyId, customerId));
    expect((result.body['timeline'] as { items: unknown[] }).items).toHaveLength(20);
    expect(units.read).toBeLessThanOrEqual(12);
  });

  const spread = async (companyId: string) => {
    await decide(
      companyId,
      Array.from({ length: 400 }, (_, index) => day(1 + (index % 28), index % 24)),
    );
    for (let index = 0; index < 100; index += 1)
      await say(companyId, { occurredAt: day(1 + (index % 28), index % 24) });
  };

  // A hundred a call: those of one customer follow one another, and a call ends with its deadline.
  const buy = async (companyId: string, customerId: string, count: number) => {
    for (let from = 0; from < count; from += 100) {
      const items = Array.from({ length: Math.min(100, count - from) }, (_, index) => ({
        customerId,
        externalId: `R-${from + index}`,
        at: day(1 + (index % 28), index % 24),
        net: { amountMinor: 100, currency: index % 2 ? 'EUR' : 'CHF' },
        lines: [
          { name: `Article ${index}`, quantity: 1, net: { amountMinor: 100, currency: index % 2 ? 'EUR' : 'CHF' } },
        ],
      }));
      await send(purchaseHandler, purchaseRoutes.routes.bulk, { companyId, body: { items } });
    }
  };

  const plan = async (companyId: string, customerId: string, times: number) => {
    const relatedTo = { type: 'customer', id: customerId };
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = { type: 'call', subject: 'Call back about the offer', dueAt, relatedTo };
    for (let number = 0; number < times; number += 1)
      await send(purchaseHandler, activityRoutes.routes.create, { companyId, body });
  };

  /** As many times more: rows like those that the product has written, under ids of later purchases, and their totals. */
  const buyAgain = async (companyId: string, customerId: string, times: number) => {
    const ctx = aContext({ companyId });
    const { pk, sk } = totalsKey(ctx, customerId as Id<'customer'>);
    const found = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    const rows = (found.Items ?? []) as { pk: string; sk: string; at: string }[];
    const copies = rows
      .filter((row) => row.sk !== sk)
      .flatMap((row) => Array.from({ length: times }, () => ({ ...row, sk: newId('purchase', new Date(row.at)) })));
    const totals = Object.entries(rows.find((row) => row.sk === sk) ?? {}).map(([name, value]): [string, unknown] => [
      name,
      typeof value === 'number' ? value * (times + 1) : value,
    ]);
    const items = [...copies, Object.fromEntries(totals) as { pk: string; sk: string }];
    await writeAll(
      ctx,
      items.map((Item) => ({ PutRequest: { Item } })),
    );
  };

  test('of a person in a household of nine who is a contact, too, with 500 timeline entries, costs at most 12 read units', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const others = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const body = { type: 'individual', lastName: 'Huber' };
        return (await send(handler, customerRoutes.routes.create, { companyId, body })).body['customerId'];
      }),
    );
    await send(handler, householdRoutes.routes.create, { companyId, body: { headId: customerId, members: others } });
    await send(handler, contactRoutes.routes.create, { companyId, body: { lastName: 'Huber', customerId } });
    await spread(companyId);
    const { result, units } = await unitsOf(() => seen(companyId, customerId));
    expect(result.body).toMatchObject({ contacts: [{ displayName: 'Huber' }], partial: [] });
    const { members } = result.body['household'] as { members: { customerId: string; displayName?: string }[] };
    expect(members).toHaveLength(9);
    expect(members[0]).toMatchObject({ customerId, displayName: 'Anna Huber' });
    expect(members.filter(({ displayName }) => displayName !== undefined)).toHaveLength(4);
    expect(units.read).toBeLessThanOrEqual(12);
  });

  test('of a business with 30 contacts shows the 20 who stay longest, with what they are today, in at most 12 read units', async () => {
    const companyId = aCompany();
    const firm = { type: 'business', businessName: 'Huber AG', externalIds: [{ id: 'C-1' }] };
    const { body } = await send(handler, customerRoutes.routes.create, { companyId, body: firm });
    const customerId = String(body['customerId']);
    const contact = (lastName: string, more: object = {}) => {
      const positions = [{ customerId, title: 'Buyer', from: '2020-01-01', ...more }];
      return send(handler, contactRoutes.routes.create, { companyId, body: { lastName, positions } });
    };
    await contact('Left', { to: '2021-01-01' });
    await contact('Leaves', { to: '2999-01-01' });
    await contact('Comes', { from: '2999-01-01' });
    for (let index = 0; index < 30; index += 1) await contact('Stays');
    await spread(companyId);
    const { result, units } = await unitsOf(() => seen(companyId, customerId));
    const shown = result.body['contacts'] as { displayName: string; positions: object[] }[];
    expect(shown).toHaveLength(20);
    expect(new Set(shown.map(({ displayName }) => displayName))).toEqual(new Set(['Stays']));
    expect(shown[0]?.positions).toMatchObject([{ n: 1, title: 'Buyer', primary: true }]);
    expect(units.read).toBeLessThanOrEqual(12);
  });

  describe('with 500 timeline entries and 2 000 purchases', () => {
    test('it has the last 10 and totals, costs at most 12 read units', { timeout: 240_000 }, async () => {
      const companyId = aCompany();
      const { customerId } = (await made(companyId)).params;
      await buy(companyId, customerId, 100);
      await buyAgain(companyId, customerId, 19);
      await spread(companyId);
      await plan(companyId, customerId, 12);
      const { result, units } = await unitsOf(() => seen(companyId, customerId));
      const { items, totals } = result.body['purchases'] as { items: { at: string }[]; totals: object };
      expect(items.map(({ at }) => at)).toEqual(
        items
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      );
      expect(items).toHaveLength(10);
      expect(result.body['activities']).toHaveLength(10);
      const money = (currency: string) => ({ amountMinor: 100_000, currency });
      const none = (currency: string) => ({ amountMinor: 0, currency });
      expect(totals).toEqual({
        count: { sale: 2_000, service: 0, subscription: 0, return: 0 },
        amounts: ['CHF', 'EUR'].map((one) => ({ net: money(one), total: money(one), returned: none(one) })),
      });
      expect(units.read).toBeLessThanOrEqual(12);
    });
  });

  test('shows what was bought a moment ago, in the timeline, too, and nothing of it to who may not read purchases', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const body = {
      customerId,
      kind: 'service',
      at: new Date().toISOString(),
      net: { amountMinor: 12_990, currency: 'EUR' },
    };
    const { body: bought } = await send(purchaseHandler, purchaseRoutes.routes.create, { companyId, body });
    const { purchaseId } = bought;
    const { body: view } = await seen(companyId, customerId);
    expect(view).toMatchObject({
      purchases: { items: [{ purchaseId, kind: 'service', total: body.net, lines: 0 }] },
      timeline: {
        items: [
          {
            kind: 'purchase',
            ref: { id: purchaseId },
            title: 'Service, 129.90 EUR',
            purchase: { kind: 'service', total: body.net },
          },
          { kind: 'customer' },
        ],
      },
    });
    const only = await entries(companyId, customerId, { kinds: 'purchase' });
    expect(only.items).toHaveLength(1);
    const params = { customerId };
    const { body: less } = await send(handler, routes.view, { companyId, params, scope: 'customers:read' });
    expect(less).not.toHaveProperty('purchases');
    expect(JSON.stringify(less)).not.toContain(String(purchaseId));
  });

  test('comes without purchases where they cannot be read', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const stop = playFault(
      'throttle',
      (command, _, input) => command === 'QueryCommand' && input.includes('cpu#') && input.includes('ConsistentRead'),
    );
    const { body } = await seen(companyId, customerId).finally(stop);
    expect(body).toMatchObject({ partial: ['purchases'], timeline: { items: [{ kind: 'customer' }] } });
    expect(body).not.toHaveProperty('purchases');
  });

  test('comes without activities where they cannot be read', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const stop = playFault('throttle', (command, _, input) => command === 'QueryCommand' && input.includes('open#'));
    const { body } = await seen(companyId, customerId).finally(stop);
    expect(body).toMatchObject({ partial: ['activities'], timeline: { items: [{ kind: 'customer' }] } });
    expect(body).not.toHaveProperty('activities');
  });

  test('comes without contacts and household where they cannot be read', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const stop = playFault('throttle', (command, _, input) => command === 'QueryCommand' && input.includes('ctp#'));
    const { body } = await seen(companyId, customerId).finally(stop);
    expect(body).toMatchObject({ partial: ['contacts'], timeline: { items: [{ kind: 'customer' }] } });
    expect(body).not.toHaveProperty('contacts');
  });

  test('has the last score of each metric and the follow-ups that are open, and its cursor leads on in the timeline', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const rated = (metric: 'csat' | 'nps', value: number) => ({
      scores: [{ metric, value, scaleMin: 0, scaleMax: 10 }],
    });
    await say(companyId, { occurredAt: day(1), ...rated('nps', 9) });
    await say(companyId, { occurredAt: day(2), ...rated('nps', 3) });
    await say(companyId, { occurredAt: day(3), ...rated('csat', 7) });
    for (let number = 4; number < 25; number += 1) await decide(companyId, [day(number)]);
    const { body } = await seen(companyId, customerId);
    expect(body['scores']).toEqual({ last: [], feedback: 0 });
    const { nextCursor } = body['timeline'] as { nextCursor: string };
    const rest = await entries(companyId, customerId, { cursor: nextCursor });
    expect(rest.items.filter(({ kind }) => kind === 'feedback')).toHaveLength(3);
  });

  test('is 304 while nothing has changed, and never older than the caller’s own write', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    for (let number = 1; number < 25; number += 1) await decide(companyId, [day(number)]);
    const { headers } = await seen(companyId, customerId);
    const known = { 'if-none-match': String(headers?.['etag']) };
    expect((await seen(companyId, customerId, 'admin', known)).status).toBe(304);
    await send(handler, customerRoutes.routes.edit, { companyId, params: { customerId }, body: { notes: 'Called' } });
    const after = await seen(companyId, customerId, 'admin', known);
    expect(after).toMatchObject({ status: 200, body: { profile: { notes: 'Called' } } });
  });

  test('with the timeline’s table reads failing the rest still comes, partial: ["timeline"]', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const stop = playFault('throttle', (command, _, input) => command === 'QueryCommand' && input.includes('dec#'));
    const { status, body } = await seen(companyId, customerId).finally(stop);
    expect({ status, partial: body['partial'] }).toEqual({ status: 200, partial: ['timeline'] });
    expect(body['profile']).toMatchObject({ displayName: 'Anna Huber' });
    expect(body).not.toHaveProperty('timeline');
  });

  test('has what the person permits, with numbers masked for who may not see them, and comes without it where it cannot be read', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    const body = {
      purpose: 'marketing',
      channel: 'phone',
      number: '+436641234567',
      state: 'granted',
      basis: 'consent',
      source: 'web form',
      textVersion: '1',
    };
    const params = { customerId };
    await send(handler, customerRoutes.routes.edit, { companyId, params, body: { phones: [{ number: body.number }] } });
    await send(handler, consentRoutes.routes.create, { companyId, params, body });
    const numbers = async (as: Role) => {
      const { consents = [] } = (await seen(companyId, customerId, as)).body as { consents?: { number: string }[] };
      return consents.map(({ number }) => number);
    };
    expect(await numbers('manager')).toEqual(['+436641234567']);
    expect(await numbers('analyst')).toEqual(['***67']);
    const stop = playFault('throttle', (command, _, input) => command === 'QueryCommand' && input.includes('ccs#'));
    const { body: rest } = await seen(companyId, customerId).finally(stop);
    expect(rest).toMatchObject({ partial: ['consents'], timeline: { items: [{ kind: 'customer' }] } });
  });

  test('a seller without customers:sensitive sees no birth date, in no section; an analyst sees no address', async () => {
    const companyId = aCompany();
    const { customerId } = (await made(companyId)).params;
    expect(JSON.stringify((await seen(companyId, customerId)).body)).toContain('1980-02-29');
    expect(JSON.stringify((await seen(companyId, customerId, 'manager')).body)).not.toContain('1980-02-29');
    expect(JSON.stringify((await seen(companyId, customerId, 'analyst')).body)).not.toContain('anna.huber@');
  });
});
