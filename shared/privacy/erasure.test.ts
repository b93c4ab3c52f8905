import { createHash } from 'node:crypto';
import { gzipSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { noteAccess } from '../audit/access.ts';
import { comment as commentAlert } from '../alert/alert.ts';
import { givenAlert } from '../alert/testing/given.ts';
import { ask as askConsent } from '../consent/ask.ts';
import { AskConsent, CreateConsent } from '../consent/consent.schema.ts';
import { create as createConsent } from '../consent/consent.ts';
import { CreateContact } from '../contact/contact.schema.ts';
import { create as createContact } from '../contact/contact.ts';
import { setContactPreferences } from '../consent/address-news.ts';
import { CreateActivity } from '../activity/activity.schema.ts';
import { create as createActivity } from '../activity/activity.ts';
import { countedKinds } from '../counted-kinds.ts';
import { addressKey, customerKeyOf } from '../customer/customer-key.ts';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { create as createCustomer, remove as removeCustomer } from '../customer/customer.ts';
import { remove as removeFeedback } from '../feedback/feedback.ts';
import { feedbackText } from '../feedback/feedback.search.ts';
import { indexedWords } from '../feedback/feedback.words.ts';
import { again, given, stored } from '../feedback/testing/given.ts';
import { analysed } from '../feedback/testing/told.ts';
import { note as noteFollowUp } from '../follow-up/follow-up.ts';
import { open as openFollowUp } from '../follow-up/opening.ts';
import { message as writeMessage } from '../follow-up/write-message.ts';
import { gate } from '../gate/gate.ts';
import { CreateHook } from '../hook/hook.schema.ts';
import { create as createHook } from '../hook/hook.ts';
import { hookDeliveries } from '../hook/hook.store.ts';
import { CreateHousehold } from '../household/household.schema.ts';
import { create as createHousehold } from '../household/household.ts';
import { CreateInitiative } from '../initiative/initiative.schema.ts';
import { create as createInitiative, link } from '../initiative/initiative.ts';
import { jobDefinitions } from '../jobs.ts';
import { work } from '../job/run.ts';
import { change, create as createRecord } from '../kernel/change.ts';
import { type Context, systemContext } from '../kernel/context.ts';
import { putFile } from '../kernel/files.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { fileText } from '../kernel/search-text.ts';
import { baseClient, tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';
import { noteAddresses } from '../outside-address/outside-address.ts';
import { givenPraise } from '../praise/testing/given.ts';
import { praises } from '../praise/praise.store.ts';
import { CreatePurchase } from '../purchase/purchase.schema.ts';
import { create as createPurchase } from '../purchase/purchase.ts';
import { records } from '../records.ts';
import { CreateRelation } from '../relation/relation.schema.ts';
import { create as createRelation } from '../relation/relation.ts';
import { score } from '../score/score.ts';
import { decisionPuts } from '../survey/decision.store.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import { keptPut } from '../translation/kept.ts';
import { decide as decideTriage } from '../triage/decide.ts';
import { useFiles } from '../testing/files.ts';
import { logged } from '../testing/logged.ts';
import { ownTable } from '../testing/own-table.ts';
import { useQueues } from '../testing/queues.ts';
import { aContext } from '../testing/context.ts';
import { checkUpload } from '../document/check.ts';
import { CreateDocument } from '../document/document.schema.ts';
import { create as createDocument } from '../document/document.ts';
import { incomingKey } from '../document/folders.ts';
import { CreateOwnership, CreateVehicle } from '../vehicle/vehicle.schema.ts';
import { addOwnership, create as createVehicle } from '../vehicle/vehicle.ts';
import { complete, receipt } from './complete.ts';
import { CreateDataRequest } from './data-request.schema.ts';
import { create as createRequest, verify } from './data-request.ts';
import { namesNobody, personalKinds } from './kinds.ts';
import { personOf } from './person.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);
const files = useFiles();
useQueues();

const NAME = 'Zenobia Quastenflosser';
const EMAIL = 'zenobia.q@mail.example';
const PHONE = '+436649876543';
const SENTENCE = 'The sourdough was mouldy on Whit Monday';
const OWN_ID = 'ZQ-4711';
const contact = { name: NAME, email: EMAIL, phone: PHONE };
/** What must be found nowhere, in lower case as the table is read; words of texts and names lead to records, too. */
const traces = ['zenobia', 'quastenflosser', EMAIL, '9876543', 'sourdough', 'mouldy', 'whit monday'];

type Item = Record<string, unknown>;

async function allItems(companyId: string): Promise<Item[]> {
  const found: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await baseClient().send(new ScanCommand({ TableName: tableName(), ExclusiveStartKey: from }));
    found.push(...(page.Items ?? []).filter((item) => JSON.stringify(item).includes(companyId)));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
const textOf = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) =>
    value instanceof Uint8Array ? inflateRawSync(value).toString() : value,
  ).toLowerCase();
const tracesIn = (text: string): string[] => traces.filter((trace) => text.toLowerCase().includes(trace));
/** Where anything of the person is, by kind or partition. */
const leftIn = (items: readonly Item[]): string[] =>
  items.flatMap((item) => {
    const found = tracesIn(textOf(item));
    return found.length > 0 ? [`${String(item['__edb_e__'] ?? item['pk'])}: ${found.join(', ')}`] : [];
  });
const leftInFiles = (): string[] =>
  [...files.stored].flatMap(([key, bytes]) => {
    const text = key.includes('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
    return tracesIn(text).length > 0 ? [key] : [];
  });

/** What all records add to the numbers together, by kind, day, row and counter. */
function totalsOf(items: readonly Item[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const item of items) {
    const kind = countedKinds.find((one) => one.kind === item['__edb_e__']);
    const image = marshall(item, { removeUndefinedValues: true });
    const seen = kind?.changeOf({ dynamodb: { NewImage: image } } as DynamoDBRecord);
    if (!kind || !seen?.record) continue;
    for (const { day, dims, counters } of kind.contributions(seen.record, { timeZone: 'UTC', dayBoundary: '00:00' }))
      for (const [dimension, key] of Object.entries(dims))
        for (const [counter, by] of Object.entries(counters))
          if (key !== undefined) {
            const name = [kind.kind, day, dimension, key, counter].join(' ');
            totals[name] = (totals[name] ?? 0) + Number(by);
          }
  }
  return totals;
}

type Planted = { ctx: Context; feedbackId: Id<'feedback'>; customerId: Id<'customer'> };
/** Puts the person into one kind; of kinds that hold no text, something that leads to them. */
const plants: Record<string, (planted: Planted) => Promise<unknown>> = {
  async feedback({ ctx, customerId }) {
    await given(ctx, { contact, customerId: OWN_ID, comments: SENTENCE, context: SENTENCE, data: { told: SENTENCE } });
    await given(ctx, { customerId, comments: SENTENCE, contact: undefined });
    const gone = await given(ctx, { contact, comments: SENTENCE });
    await removeFeedback(again(ctx), { feedbackId: gone.feedbackId });
  },
  async followUp({ ctx, feedbackId }) {
    const { body } = await openFollowUp(again(ctx), { feedbackId, body: {} });
    await noteFollowUp(again(ctx), { followUpId: body.followUpId, body: { text: `${NAME} said: ${SENTENCE}` } });
    const inWords = { channel: 'phone', outcome: 'reached', note: SENTENCE } as const;
    const { contact: called } = await import('../follow-up/follow-up.ts');
    await called(again(ctx), { followUpId: body.followUpId, body: inWords });
  },
  async message({ ctx, feedbackId }) {
    const { body } = await openFollowUp(again(ctx), { feedbackId, body: {} });
    await writeMessage(again(ctx), { followUpId: body.followUpId, body: { text: `Dear ${NAME}, ${SENTENCE}.` } });
  },
  triageItem: ({ ctx, feedbackId }) =>
    decideTriage(again(ctx), { feedbackId, body: { status: 'planned', route: 'roadmap', note: SENTENCE } }),
  async praise({ ctx, feedbackId }) {
    const { praiseId } = await givenPraise(ctx, feedbackId);
    const hidden = { by: 'manager-1', at: ctx.now.toISOString(), reason: `${NAME} asked for it` };
    await change(again(ctx), praises, praiseId, 'hide', (before) => ({ ...before, hidden }));
  },
  async alert({ ctx, feedbackId }) {
    const { alertId } = await givenAlert(ctx, { feedbackId, key: feedbackId });
    await commentAlert(again(ctx), { alertId, body: { text: `${NAME}: ${SENTENCE}` } });
  },
  async hookDelivery({ ctx }) {
    const { hookId } = await createHook(again(ctx), { body: CreateHook.parse({ preset: 'typeform' }) });
    const body = JSON.stringify({ email: EMAIL, phone: PHONE, name: NAME, text: SENTENCE });
    const deliveryId = newId('hookDelivery', ctx.now);
    const told = { deliveryId, hookId, type: 'form_response', state: 'refused' as const, body };
    await createRecord(again(ctx), hookDeliveries, told, { action: 'receive' });
  },
  outsideAddress: ({ ctx }) => noteAddresses(again(ctx), [EMAIL]),
  async link({ ctx, feedbackId }) {
    const { initiativeId } = await createInitiative(again(ctx), { body: CreateInitiative.parse({ title: 'Bread' }) });
    await link(again(ctx), { initiativeId, body: { feedbackIds: [feedbackId] } });
  },
  async survey({ ctx }) {
    const response = (type: string, answer: string | number) => ({
      questionId: type,
      question: `How was it, ${NAME}?`,
      type,
      answer,
    });
    const { survey, template } = await aDeliveredSurvey(again(ctx), {
      survey: {
        status: 'completed',
        completedAt: ctx.now.toISOString(),
        contact,
        customerId: OWN_ID,
        customerKey: customerKeyOf(OWN_ID, undefined) ?? '',
        comments: SENTENCE,
        feedbackId: newId('feedback', ctx.now),
        responses: [response('csat', 2), response('long_text', SENTENCE), response('text', NAME)],
        quarantine: {
          at: ctx.now.toISOString(),
          reasons: ['burst'],
          attempts: 1,
          responses: [response('text', SENTENCE)],
        },
        before: { at: 1, stood: { status: 'delivered', comments: SENTENCE } },
        dueKind: undefined,
        dueAt: undefined,
      },
    });
    const decision = {
      decisionId: newId('decision', ctx.now),
      at: ctx.now.toISOString(),
      sent: true,
      templateId: template.templateId,
      surveyId: survey.surveyId,
      trigger: 'list',
    };
    await commit(
      ctx,
      decisionPuts(ctx.companyId, [customerKeyOf(OWN_ID, undefined) ?? '', addressKey(EMAIL)], decision),
    );
  },
  decision: ({ ctx }) =>
    commit(
      ctx,
      decisionPuts(ctx.companyId, [addressKey(EMAIL)], {
        decisionId: newId('decision', ctx.now),
        at: ctx.now.toISOString(),
        sent: false,
        reason: 'quiet_period',
        trigger: 'list',
      }),
    ),
  address: ({ ctx }) => setContactPreferences(again(ctx), { email: EMAIL, optedOut: true }),
  dataRequest: ({ ctx }) =>
    createRequest(again(ctx), {
      body: CreateDataRequest.parse({ type: 'access', subject: { email: EMAIL, phone: PHONE }, note: SENTENCE }),
    }),
  access: ({ ctx, customerId }) => noteAccess(again(ctx), { recordId: customerId, route: 'GET /x' }),
  // Made before the others, who need it.
  customer: async () => undefined,
  async consent({ ctx, customerId }) {
    await askConsent(again(ctx), {
      customerId,
      body: AskConsent.parse({ channel: 'email', purpose: 'profiling', address: EMAIL }),
    });
    await createConsent(again(ctx), {
      customerId,
      body: CreateConsent.parse({
        purpose: 'marketing',
        channel: 'email',
        state: 'withdrawn',
        basis: 'consent',
        source: 'by telephone',
        evidence: `${NAME}: ${SENTENCE}`,
      }),
    });
  },
  contact: ({ ctx, customerId }) =>
    createContact(again(ctx), {
      body: CreateContact.parse({
        firstName: 'Zenobia',
        lastName: 'Quastenflosser',
        customerId,
        emails: [{ address: EMAIL }],
      }),
    }),
  async relation({ ctx, customerId }) {
    const other = await createCustomer(again(ctx), {
      body: CreateCustomer.parse({ type: 'individual', lastName: 'Maier' }),
    });
    const to = { type: 'customer', id: other.customerId };
    await createRelation(again(ctx), { customerId, body: CreateRelation.parse({ type: 'sibling', to }) });
  },
  purchase: ({ ctx, customerId }) =>
    createPurchase(again(ctx), {
      body: CreatePurchase.parse({
        customerId,
        kind: 'sale',
        at: ctx.now.toISOString(),
        lines: [{ name: `${SENTENCE}, says ${NAME}`, quantity: 1, net: { amountMinor: 500, currency: 'EUR' } }],
        net: { amountMinor: 500, currency: 'EUR' },
        tax: { amountMinor: 0, currency: 'EUR' },
        total: { amountMinor: 500, currency: 'EUR' },
      }),
    }),
  score: ({ ctx, customerId }) => score(again(ctx), customerId),
  async vehicle({ ctx, customerId }) {
    const { body } = await createVehicle(again(ctx), { body: CreateVehicle.parse({ vin: '1HGCM82633A004352' }) });
    const own = { customerId, relationship: 'owner', from: ctx.now.toISOString() };
    await addOwnership(again(ctx), { vehicleId: body.vehicleId, body: CreateOwnership.parse(own) });
  },
  async document({ ctx, customerId }) {
    const bytes = new TextEncoder().encode(`${NAME}: ${SENTENCE}`);
    const owner = { type: 'customer', id: customerId };
    const body = { owner, name: `${NAME}.txt`, kind: 'other', contentType: 'text/plain', bytes: bytes.length };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const made = await createDocument(again(ctx), { body: CreateDocument.parse({ ...body, sha256 }) });
    const one = {
      documentId: made.body.documentId,
      versionId: made.body.versions[0]?.versionId as Id<'documentVersion'>,
    };
    await putFile(incomingKey(ctx, one), bytes);
    await checkUpload(again(ctx), one);
  },
  activity: ({ ctx, customerId }) =>
    createActivity(again(ctx), {
      body: CreateActivity.parse({
        type: 'call',
        subject: `Call ${NAME}`,
        notes: SENTENCE,
        location: EMAIL,
        dueAt: ctx.now.toISOString(),
        relatedTo: { type: 'customer', id: customerId },
      }),
    }),
  household: ({ ctx, customerId }) =>
    createHousehold(again(ctx), { body: CreateHousehold.parse({ headId: customerId, name: 'Quastenflosser, Graz' }) }),
};
/** Kinds that hold ids and fingerprints alone; what is planted there leads to the person all the same. */
const withoutText = new Set(['link', 'decision', 'address', 'relation', 'access', 'vehicle', 'score']);

/** Stores beside the records of the registry. */
async function plantElsewhere({ ctx, feedbackId }: Planted): Promise<void> {
  const { companyId } = ctx;
  const texts = { comments: SENTENCE, subject: NAME };
  await commit(ctx, [keptPut(ctx, feedbackId, 'de', { of: 'x', texts })]);
  await fileText(ctx, feedbackText, new Map([[feedbackId, new Set()]]));
  const line = `${JSON.stringify({ feedbackId, contact, comments: SENTENCE })}\n`;
  const put = (key: string, body: string | Buffer<ArrayBuffer>) => putFile(key, body);
  await put(`exports/${companyId}/job_1/feedback.csv`, `feedbackId,comments\r\nfb_1,${SENTENCE}\r\n`);
  await put(`exports/${companyId}/job_2/feedback.ndjson.gz`, gzipSync(line));
  await put(`exports/${companyId}/job_3/part-00001.parquet`, Buffer.from(SENTENCE));
  await put(`exports/${companyId}/dsr_1/data.json`, JSON.stringify({ sections: { feedback: [{ contact }] } }));
  await put(`working/${companyId}/job_2/feedback.ndjson.gz.0.rest`, gzipSync(line));
  await put(`working/${companyId}/job_1/feedback.csv.0.rest`, SENTENCE);
  await put(`imports/${companyId}/upl_1`, `name,text\r\n${NAME},${SENTENCE}\r\n`);
  await put(`imports/${companyId}/job_4/rows-0.json.gz`, gzipSync(JSON.stringify([{ cells: [SENTENCE] }])));
  await put(`imports/${companyId}/job_4/staged-0.json.gz`, gzipSync(line));
}
/** Files in which the person is not. */
const others = (companyId: string) => [
  `exports/${companyId}/job_5/metrics.csv`,
  `exports/${companyId}/job_2/manifest.json`,
  `exports/${companyId}/job_6/feedback.ndjson.gz`,
  `imports/${companyId}/job_7/rows-0.json.gz`,
  `exports/another-company/job_1/feedback.csv`,
];

async function aPerson(ctx: Context, more: object = {}): Promise<Planted> {
  const { customerId } = await createCustomer(again(ctx), {
    body: CreateCustomer.parse({
      type: 'individual',
      firstName: 'Zenobia',
      lastName: 'Quastenflosser',
      emails: [{ address: EMAIL }],
      phones: [{ number: PHONE }],
      externalIds: [{ id: OWN_ID }],
      notes: SENTENCE,
      ...more,
    }),
  });
  const { feedbackId } = await given(ctx, {
    contact,
    customerId: OWN_ID,
    subject: `From ${NAME}`,
    comments: SENTENCE,
    scores: [{ metric: 'csat', value: 5, scaleMin: 1, scaleMax: 5 }],
  });
  return { ctx, feedbackId, customerId };
}

/** Erases whom a subject names, as the worker does; returns the receipt. */
async function erased(ctx: Context, subject: object) {
  const body = CreateDataRequest.parse({ type: 'erasure', subject });
  const { requestId } = await createRequest(again(ctx), { body });
  await verify(again(ctx), { requestId, body: { method: 'account' } });
  const { body: begun } = await complete(again(ctx), { requestId, body: {} });
  const { jobId } = begun;
  if (jobId === undefined) throw new Error('nothing was begun');
  const worker = systemContext(ctx.companyId, 'queue-jobs');
  for (let times = 0; times < 2; times++)
    await work(worker, jobId, { now: () => new Date(), definitions: jobDefinitions });
  return receipt(again(ctx), { requestId });
}

test('every kind of record says whether it holds persons, and each that does is planted', () => {
  const personal = personalKinds.map(({ kind }) => kind);
  const told = new Set([...personal, ...Object.keys(namesNobody)]);
  expect(records.map(({ kind }) => kind).filter((kind) => !told.has(kind))).toEqual([]);
  expect(personal.filter((kind) => kind in namesNobody)).toEqual([]);
  const known = new Set<string>(records.map(({ kind }) => kind));
  expect(Object.keys(namesNobody).filter((kind) => !known.has(kind))).toEqual([]);
  expect(Object.keys(plants).toSorted()).toEqual(personal.toSorted());
});

describe('erasing a person', () => {
  test('one person’s name, address, phone and a sentence are in every kind and store that exists, and in none of it afterwards; every total stays what it was', async () => {
    const ctx = aContext({ now: new Date() });
    const { companyId } = ctx;
    const planted = await aPerson(ctx);
    for (const plant of Object.values(plants)) await plant(planted);
    await plantElsewhere(planted);
    for (const key of others(companyId)) await putFile(key, key.endsWith('.gz') ? gzipSync('Nobody') : 'Nobody');

    const person = await personOf(ctx, { email: EMAIL });
    for (const id of person.feedbackIds)
      await analysed(ctx, id, {
        sentiment: 'negative',
        keyTopics: ['mouldy sourdough'],
        evidence: [{ kind: 'topic', value: 'sourdough', field: 'comments', start: 4, end: 13 }],
      });
    const before = await allItems(companyId);
    for (const kind of personalKinds) {
      const held = await kind.heldOf(ctx, person);
      expect({ kind: kind.kind, held: held.length > 0 }).toEqual({ kind: kind.kind, held: true });
      const rows = before.filter(({ __edb_e__ }) => __edb_e__ === kind.kind);
      const isIn = leftIn(rows).length > 0;
      expect({ kind: kind.kind, isIn }).toEqual({ kind: kind.kind, isIn: !withoutText.has(kind.kind) });
    }
    expect(leftInFiles().filter((key) => key.includes(companyId))).toHaveLength(10);

    const words = new Map(
      await Promise.all(person.feedbackIds.map(async (id) => [id, indexedWords(await stored(ctx, id))] as const)),
    );
    const totals = totalsOf(before);
    expect(Object.keys(totals).length).toBeGreaterThan(50);

    let told: unknown;
    const lines = await logged(async () => void (told = await erased(ctx, { email: EMAIL })));
    // As the search worker does behind the stream.
    await fileText(ctx, feedbackText, words);

    const after = await allItems(companyId);
    expect(leftIn(after)).toEqual([]);
    expect(leftInFiles()).toEqual([]);
    expect(others(companyId).filter((key) => !files.stored.has(key))).toEqual([]);
    expect(tracesIn(JSON.stringify([lines, told]))).toEqual([]);
    expect(totalsOf(after)).toEqual(totals);
    expect(told).toMatchObject({ counts: { feedback: 4, survey: 1, customer: 1, message: 1, file: 9 } });
    // Who wanted no mail gets none, wherever the address is written down again.
    const message = { email: EMAIL, purpose: 'survey', channel: 'email' } as const;
    expect(await gate({ ...ctx, now: new Date() }, message)).toMatchObject({ reason: 'opted_out' });
  });

  test('of whom no customer was made is erased by the address alone', async () => {
    const ctx = aContext({ now: new Date() });
    await given(ctx, { contact, comments: SENTENCE });
    await erased(ctx, { email: EMAIL });
    expect(leftIn(await allItems(ctx.companyId))).toEqual([]);
  });

  test('whose words wait for their analysis has none of them analysed', async () => {
    const ctx = aContext({ now: new Date() });
    const { feedbackId } = await given(ctx, { contact, comments: SENTENCE });
    expect((await stored(ctx, feedbackId)).analysisStatus).toBe('pending');
    await erased(ctx, { email: EMAIL });
    expect(await stored(ctx, feedbackId)).toMatchObject({ analysisStatus: 'skipped', comments: '[erased]' });
  });

  test('who is a deleted customer reaches what that customer still holds', async () => {
    const ctx = aContext({ now: new Date() });
    const { customerId } = await aPerson(ctx);
    await removeCustomer(again(ctx), { customerId });
    await erased(ctx, { customerId });
    expect(leftIn(await allItems(ctx.companyId))).toEqual([]);
  });

  test('leaves another person of the same company as they were', async () => {
    const ctx = aContext({ now: new Date() });
    await aPerson(ctx);
    const other = await given(ctx, { contact: { name: 'Ada', email: 'ada@example.com' }, comments: 'All was well.' });
    const before = await stored(ctx, other.feedbackId);
    await erased(ctx, { email: EMAIL });
    expect(await stored(ctx, other.feedbackId)).toEqual(before);
  });

  test('that is interrupted between any two steps finds the rest again', async () => {
    const ctx = aContext({ now: new Date() });
    const planted = await aPerson(ctx);
    for (const plant of Object.values(plants)) await plant(planted);
    const worker = systemContext(ctx.companyId, 'queue-jobs');
    const person = await personOf(ctx, { email: EMAIL });
    const words = new Map(
      await Promise.all(person.feedbackIds.map(async (id) => [id, indexedWords(await stored(ctx, id))] as const)),
    );
    // Each step is done twice, the second time by a worker that knows nothing of the first.
    for (const kind of personalKinds)
      for (let times = 0; times < 2; times++) await kind.erase(worker, await personOf(worker, { email: EMAIL }));
    await fileText(ctx, feedbackText, words);
    expect(leftIn(await allItems(ctx.companyId))).toEqual([]);
  });
});
