import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { list } from '../../../shared/feedback/feedback.list.ts';
import { given, stored } from '../../../shared/feedback/testing/given.ts';
import { create, remove } from '../../../shared/initiative/initiative.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { type Item, watchTable } from '../../../shared/testing/watch-table.ts';
import { handler as file } from '../../queues/search/handler.ts';
import { handler } from './handler.ts';

const bus = mockClient(EventBridgeClient);
const queues = useQueues();
type Entries = PutEventsCommand['input']['Entries'];
/** Answers for the bus; `trouble` is asked for each call. */
const busWith = (trouble: (entries: string) => Promise<void>) =>
  bus.on(PutEventsCommand).callsFake(async ({ Entries = [] }: { Entries?: NonNullable<Entries> }) => {
    await trouble(JSON.stringify(Entries));
    told.push(...Entries.map(({ DetailType, Detail = '' }) => `${DetailType} ${companyIn(Detail)}`));
    return { Entries: Entries.map(() => ({})) };
  });
const companyIn = (detail: string): string => (JSON.parse(detail) as { companyId: string }).companyId;
let told: string[] = [];

beforeEach(() => {
  told = [];
  bus.reset();
  process.env['BUS_NAME'] = 'bus';
  busWith(() => Promise.resolve());
});

/** Changes of an initiative that is made and deleted, as the stream tells them. */
async function changesOf(ctx: Context): Promise<DynamoDBRecord[]> {
  const { items } = await watchTable(async () => {
    const { initiativeId } = await create(ctx, { body: { title: 'Shorter queue', status: 'planned', themes: [] } });
    await remove(ctx, { initiativeId });
  });
  const images = items.filter(({ __edb_e__: kind }) => kind === 'initiative');
  return streamEventOf(
    images.map((after, index) => ({ ...(index > 0 && { before: images[index - 1] as Item }), after })),
  ).Records;
}

async function feedbackOf(ctx: Context): Promise<DynamoDBRecord[]> {
  const { feedbackId } = await given(ctx);
  return streamEventOf([{ after: { ...(await stored(ctx, feedbackId)) } }]).Records;
}
const counted = async (ctx: Context) => (await read(ctx, { name: 'csat_avg', grain: 'total' })).total.n;
const failedOf = (changes: DynamoDBRecord[]) => ({
  batchItemFailures: changes.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
});

test('a change that nobody can read is quarantined by its keys; all others of its batch are told and counted', async () => {
  const [ctx, other] = [aContext(), aContext()];
  const [poison, good, feedback] = [await changesOf(ctx), await changesOf(ctx), await feedbackOf(other)];
  const [first, second] = poison;
  if (!first?.dynamodb?.NewImage || !second) throw new Error('two changes were made');
  first.dynamodb.NewImage['lastAction'] = { S: 'no-such-action' };
  expect(await handler({ Records: [first, ...good, second, ...feedback] })).toEqual({ batchItemFailures: [] });
  expect(told.toSorted()).toEqual(
    [
      `FeedbackReceived ${other.companyId}`,
      ...['InitiativeCreated', 'InitiativeDeleted', 'InitiativeDeleted'].map((type) => `${type} ${ctx.companyId}`),
    ].toSorted(),
  );
  expect(await counted(other)).toBe(1);
  const messages = queues.sent('quarantine');
  expect(messages.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
    { reader: 'changes', keys: { sk: first.dynamodb.Keys?.['sk']?.S } },
  ]);
  expect(JSON.stringify(messages)).not.toContain('Shorter queue');
});

test('a company whose events cannot be sent fails alone: its changes come again, the others’ are told and counted', async () => {
  const [sick, sound] = [aContext(), aContext()];
  const [failing, good, feedback] = [await changesOf(sick), await changesOf(sound), await feedbackOf(sound)];
  busWith((entries) => (entries.includes(sick.companyId) ? Promise.reject(new Error('down')) : Promise.resolve()));
  expect(await handler({ Records: [...failing, ...good, ...feedback] })).toEqual(failedOf(failing));
  expect(new Set(told)).toEqual(
    new Set(['InitiativeCreated', 'InitiativeDeleted', 'FeedbackReceived'].map((type) => `${type} ${sound.companyId}`)),
  );
  expect(await counted(sound)).toBe(1);
  busWith(() => Promise.resolve());
  expect(await handler({ Records: failing })).toEqual({ batchItemFailures: [] });
  expect(told).toContain(`InitiativeDeleted ${sick.companyId}`);
});

test('a company whose events take long delays nobody else’s', async () => {
  const [slow, quick] = [aContext(), aContext()];
  const [held, good, feedback] = [await changesOf(slow), await changesOf(quick), await feedbackOf(quick)];
  busWith((entries) => (entries.includes(slow.companyId) ? sleep(3_000) : Promise.resolve()));
  const done = handler({ Records: [...held, ...good, ...feedback] });
  await expect
    .poll(() => new Set(told), { timeout: 2_500 })
    .toEqual(
      new Set(
        ['InitiativeCreated', 'InitiativeDeleted', 'FeedbackReceived'].map((type) => `${type} ${quick.companyId}`),
      ),
    );
  expect(await counted(quick)).toBe(1);
  expect(await done).toEqual({ batchItemFailures: [] });
});

test('a change that comes twice has the same event id, so that nobody acts on it twice', async () => {
  const changes = await changesOf(aContext());
  await handler({ Records: changes });
  await handler({ Records: changes });
  const ids = bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail = '' }) => (JSON.parse(Detail) as { eventId: string }).eventId);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(2);
});

/** Changes of feedback whose text says something to search for. */
async function textsOf(ctx: Context): Promise<DynamoDBRecord[]> {
  const { feedbackId } = await given(ctx, { comments: 'splendid' });
  return streamEventOf([{ after: { ...(await stored(ctx, feedbackId)) } }]).Records;
}
const found = async (ctx: Context) => (await list(ctx, { q: 'splendid', limit: 10 })).items.length;
const events = (names: string[], { companyId }: Context) => names.map((type) => `${type} ${companyId}`);

test('beside a kind whose change is poison, a slow subscriber and a company whose writes fail, the others’ numbers, search and events arrive on time', async () => {
  const [broken, slow, sick, sound] = [aContext(), aContext(), aContext(), aContext()];
  const [poison, held, failing] = [await changesOf(broken), await changesOf(slow), await textsOf(sick)];
  for (const { dynamodb } of poison) if (dynamodb?.NewImage) dynamodb.NewImage['lastAction'] = { S: 'no-such-action' };
  busWith((entries) => (entries.includes(slow.companyId) ? sleep(4_000) : Promise.resolve()));
  const stop = playFault(
    'throttle',
    (command, _, input) => command.startsWith('TransactWrite') && input.includes(sick.companyId),
  );
  // The reader starts again at what failed, each time with new changes behind it.
  const rounds: Promise<unknown>[] = [];
  const wanted: string[] = [];
  for (let round = 1; round <= 3; round++) {
    const good = [...(await changesOf(sound)), ...(await textsOf(sound))];
    const begun = Date.now();
    const answer = handler({ Records: [...poison, ...held, ...failing, ...good] });
    rounds.push(answer);
    wanted.push(...events(['InitiativeCreated', 'InitiativeDeleted', 'FeedbackReceived'], sound));
    const ours = () => told.filter((one) => one.endsWith(sound.companyId)).toSorted();
    await expect.poll(ours, { timeout: 3_000 }).toEqual(wanted.toSorted());
    await expect.poll(() => queues.sent('search-new').some(({ group }) => group === sound.companyId)).toBe(true);
    await file(queues.take('search-new'));
    expect(await counted(sound)).toBe(round);
    expect(await found(sound)).toBe(round);
    expect(Date.now() - begun).toBeLessThan(3_000);
  }
  for (const answer of rounds) expect(await answer).toEqual(failedOf(failing));
  expect(queues.sent('quarantine')).toHaveLength(3 * poison.length);
  stop();
  expect(await handler({ Records: failing })).toEqual({ batchItemFailures: [] });
  expect(await counted(sick)).toBe(1);
}, 60_000);
