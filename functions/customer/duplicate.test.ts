import { beforeAll, describe, expect, test } from 'vitest';
import { crmSettingsRoutes } from '../../shared/crm-settings/crm-settings.routes.ts';
import { customerEvents } from '../../shared/customer/customer.events.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { duplicateEvents } from '../../shared/duplicate/duplicate.events.ts';
import { duplicateRoutes } from '../../shared/duplicate/duplicate.routes.ts';
import { queued } from '../../shared/feedback/testing/told.ts';
import { householdRoutes } from '../../shared/household/household.routes.ts';
import { jobDefinitions } from '../../shared/jobs.ts';
import { get as getJob } from '../../shared/job/job.ts';
import { work } from '../../shared/job/run.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { handler as find } from '../../events/subscribers/find-duplicates/handler.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';
import { merged, undone } from './testing/merging.ts';

useQueues();
beforeAll(ownTable);

const { routes } = duplicateRoutes;
const anna = { type: 'individual', firstName: 'Anna', lastName: 'Huber' };
const same = { ...anna, emails: [{ address: 'a.huber@example.com' }], phones: [{ number: '+436641234567' }] };

const create = (companyId: string, body: object, query: Record<string, string> = {}) =>
  send(handler, customerRoutes.routes.create, { companyId, body, query });
const idOf = ({ body }: Answer): string => String(body['customerId']);
const edit = (companyId: string, customerId: string, body: object) =>
  send(handler, customerRoutes.routes.edit, { companyId, params: { customerId }, body });
const listed = async (companyId: string, query: Record<string, string> = {}) =>
  (await send(handler, routes.list, { companyId, query })).body['items'] as Record<string, unknown>[];
const dismiss = (companyId: string, pairKey: unknown) =>
  send(handler, routes.dismiss, { companyId, params: { pairKey: String(pairKey) }, body: {} });

/** Does something, and tells the subscriber of it, each event twice at once. */
async function heard<T>(companyId: string, act: () => Promise<T>): Promise<T> {
  const { result, items } = await watchTable(act);
  const images = items.filter(({ __edb_e__, companyId: of }) => __edb_e__ === 'customer' && of === companyId);
  const events = images.flatMap((after) => customerEvents.eventsOf({ after }));
  const twice = queued([...events, ...events]);
  const good = { batchItemFailures: [] };
  expect(await Promise.all([find(twice), find(twice)])).toEqual([good, good]);
  return result;
}
const found = async (companyId: string, ...bodies: object[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const body of bodies) ids.push(idOf(await heard(companyId, () => create(companyId, body))));
  return ids;
};

async function aPair(companyId: string): Promise<string> {
  await found(companyId, same, same);
  return String((await listed(companyId))[0]?.['pairKey']);
}
routeTests(duplicateRoutes, handler, {
  list: async (companyId) => {
    await aPair(companyId);
    return {};
  },
  scan: () => ({ body: {} }),
  dismiss: async (companyId) => ({ params: { pairKey: await aPair(companyId) }, body: {} }),
});

describe('creating a customer', () => {
  test('answers 201 with duplicateCandidates[], also of a moment ago and where the request is repeated', async () => {
    const companyId = aCompany();
    const first = await create(companyId, same);
    expect(first.body).toMatchObject({ duplicateCandidates: [] });
    const headers = { 'idempotency-key': 'k' };
    const again = () => send(handler, customerRoutes.routes.create, { companyId, body: same, headers });
    const second = await again();
    expect(second.status).toBe(201);
    expect(second.body['duplicateCandidates']).toEqual([
      {
        customerId: idOf(first),
        score: 95,
        evidence: [
          { kind: 'same_email', points: 40 },
          { kind: 'same_phone', points: 30 },
          { kind: 'same_name', points: 25 },
        ],
      },
    ]);
    expect((await again()).body).toEqual(second.body);
  });

  test('onDuplicate=reject answers 409 instead, names who is there, and makes nobody; a spouse is made', async () => {
    const companyId = aCompany();
    const first = await create(companyId, same);
    const refused = await create(companyId, same, { onDuplicate: 'reject' });
    expectProblem(refused, 409, 'conflict');
    expect(refused.body).toMatchObject({
      customerId: idOf(first),
      errors: [{ detail: `is ${idOf(first)} with 95 points of 100` }],
    });
    const spouse = await create(companyId, { ...same, firstName: 'Bernd' }, { onDuplicate: 'reject' });
    expect(spouse.status).toBe(201);
    expectProblem(await create(companyId, same, { onDuplicate: 'ask' }), 400, 'validation-failed');
  });

  test('finds nobody of another company', async () => {
    await create(aCompany(), same);
    expect((await create(aCompany(), same)).body).toMatchObject({ duplicateCandidates: [] });
  });
});

describe('pairs', () => {
  test('are found on every create and change, once however often it is told, without the values', async () => {
    const companyId = aCompany();
    await send(handler, crmSettingsRoutes.routes.putSettings, { companyId, body: { defaultCountry: 'AT' } });
    const [one = '', other = ''] = await found(companyId, same, { ...anna, phones: same.phones });
    const [first = '', second = ''] = [one, other].toSorted();
    expect(await listed(companyId)).toMatchObject([
      {
        pairKey: `${first}-${second}`,
        score: 55,
        band: 'possible',
        suggestion: 'merge',
        customers: [{ customerId: first, displayName: 'Anna Huber' }, { customerId: second }],
      },
    ]);
    await heard(companyId, () => edit(companyId, other, { emails: same.emails }));
    expect(await listed(companyId, { band: 'likely' })).toMatchObject([{ score: 95 }]);
    expect(await listed(companyId, { band: 'possible' })).toEqual([]);
    const { items } = await watchTable(() => heard(companyId, () => edit(companyId, one, { notes: 'x', tags: ['x'] })));
    const written = items.filter(({ __edb_e__ }) => __edb_e__ === 'duplicate');
    expect(JSON.stringify(written)).not.toMatch(/huber|4567/i);
  });

  test('that are no longer alike, or of which one is deleted, go', async () => {
    const companyId = aCompany();
    const [, other = ''] = await found(companyId, same, same);
    await heard(companyId, () => edit(companyId, other, { emails: null, phones: null }));
    expect(await listed(companyId)).toEqual([]);
    await heard(companyId, () => edit(companyId, other, { emails: same.emails }));
    expect(await listed(companyId)).toHaveLength(1);
    const params = { customerId: other };
    await heard(companyId, () => send(handler, customerRoutes.routes.remove, { companyId, params }));
    expect(await listed(companyId)).toEqual([]);
  });

  test('Same phone and last name, two first names: no `likely` pair, one household suggestion.', async () => {
    const companyId = aCompany();
    const home = { ...same, emails: undefined };
    const [one = '', other = ''] = await found(companyId, home, { ...home, firstName: 'Bernd' });
    expect(await listed(companyId, { band: 'likely' })).toEqual([]);
    expect(await listed(companyId)).toMatchObject([{ suggestion: 'household', band: 'possible' }]);
    expect(await listed(companyId, { suggestion: 'merge' })).toEqual([]);
    // Once they are in one, there is nothing to suggest.
    await send(handler, householdRoutes.routes.create, { companyId, body: { headId: one, members: [other] } });
    await heard(companyId, () => edit(companyId, other, { firstName: 'Berndt' }));
    expect(await listed(companyId)).toEqual([]);
  });

  test('of more than ten at one number suggest no household', async () => {
    const companyId = aCompany();
    const names = 'Bernd Clara Doris Egon Franz Greta Hugo Ivan Karl Lotte Moritz Norbert'.split(' ');
    await found(
      companyId,
      ...names.map((firstName) => ({ ...same, emails: undefined, firstName, lastName: firstName })),
    );
    const before = await listed(companyId, { limit: '100' });
    const last = await heard(companyId, () => create(companyId, { ...same, emails: undefined }));
    const after = await listed(companyId, { limit: '100' });
    expect(JSON.stringify(after)).not.toContain(idOf(last));
    expect(before.length).toBeGreaterThan(0);
  });

  test('of which the two are merged are gone, and are there again once that is undone', async () => {
    const companyId = aCompany();
    const [one = '', other = ''] = await found(companyId, same, same);
    const mergeId = await heard(companyId, () => merged(companyId, one, [other]));
    expect(await listed(companyId)).toEqual([]);
    await heard(companyId, () => undone(companyId, mergeId));
    expect(await listed(companyId)).toMatchObject([{ score: 95 }]);
  });

  test('a dismissed pair never returns unless evidence changes', async () => {
    const companyId = aCompany();
    const [, other = ''] = await found(companyId, same, same);
    const [pair] = await listed(companyId);
    expect((await dismiss(companyId, pair?.['pairKey'])).body).toMatchObject({ status: 'dismissed' });
    expect((await dismiss(companyId, pair?.['pairKey'])).status).toBe(200);
    await heard(companyId, () => edit(companyId, other, { lastName: 'Hubermann' }));
    await heard(companyId, () => edit(companyId, other, { lastName: 'Huber' }));
    expect(await listed(companyId)).toMatchObject([{ pairKey: pair?.['pairKey'] }]);
    await dismiss(companyId, pair?.['pairKey']);
    await heard(companyId, () => edit(companyId, other, { demographics: { gender: 'f' } }));
    expect(await listed(companyId)).toEqual([]);
    const birth = { demographics: { birthDate: '1980-01-02' } };
    await heard(companyId, () => edit(companyId, other, birth));
    expect(await listed(companyId)).toEqual([]);
  });

  test('of nobody are not found: 404; of a broken key 400', async () => {
    const companyId = aCompany();
    const pairKey = await aPair(companyId);
    expectProblem(await dismiss(aCompany(), pairKey), 404, 'not-found');
    const broken = await dismiss(companyId, 'cus_1-cus_2');
    expect([400, 404]).toContain(broken.status);
    expectProblem(await send(handler, routes.list, { companyId, query: { band: 'sure' } }), 400, 'validation-failed');
  });

  test('tell of themselves by DuplicateFound, with ids and points alone', async () => {
    const companyId = aCompany();
    const { items } = await watchTable(() => found(companyId, same, same));
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'duplicate');
    const events = images.flatMap((after) => duplicateEvents.eventsOf({ after }));
    expect(events.length).toBeGreaterThan(0);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['DuplicateFound']));
    expect(events[0]?.detail).toMatchObject({ score: 95, band: 'likely', suggestion: 'merge' });
    expect(JSON.stringify(events)).not.toMatch(/huber@|664123/i);
  });

  test('a change that tells nothing of who somebody is costs nothing', async () => {
    const companyId = aCompany();
    const [one = ''] = await found(companyId, same);
    const { items } = await watchTable(() => edit(companyId, one, { notes: 'x' }));
    const after = items.find(({ __edb_e__ }) => __edb_e__ === 'customer');
    const before = { ...after, notes: undefined, revision: 1 };
    const events = customerEvents.eventsOf({ before, after });
    const { units } = await unitsOf(() => find(queued(events)));
    expect(units).toMatchObject({ read: 0, write: 0 });
  });
});

/** Works on a job until it ends, a part at a time as after a crash. */
async function worked(ctx: Context, jobId: Id<'job'>) {
  for (let run = 0; run < 50; run++) {
    await work({ ...ctx, now: new Date() }, jobId, { now: () => new Date(), definitions: jobDefinitions });
    const job = await getJob(ctx, { jobId });
    if (job.status === 'done' || job.status === 'failed') return job;
  }
  throw new Error('the job does not end');
}

describe('a scan', () => {
  test('finds the same pairs as events do, also of customers whose blocks were lost, and again the same', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId, now: new Date() });
    await create(companyId, same);
    await create(companyId, same);
    await create(companyId, { ...same, firstName: 'Bernd' });
    for (const run of [1, 2]) {
      const { body } = await send(handler, routes.scan, { companyId, body: {} });
      const job = await worked(ctx, body['jobId'] as Id<'job'>);
      expect({ run, job }).toMatchObject({
        run,
        job: { status: 'done', done: 3, result: { pairs: 3, overflowing: 0 } },
      });
      expect(await listed(companyId)).toHaveLength(3);
    }
  });

  test('runs once at a time', async () => {
    const companyId = aCompany();
    expect((await send(handler, routes.scan, { companyId, body: {} })).status).toBe(202);
    expectProblem(await send(handler, routes.scan, { companyId, body: {} }), 409, 'conflict');
  });
});
