import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { historyOf } from '../../../shared/audit/audit.ts';
import { noteMonths } from '../../../shared/company/months.ts';
import { settingsEvents } from '../../../shared/company/settings.events.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { newId } from '../../../shared/kernel/ids.ts';
import { tableName } from '../../../shared/kernel/table.ts';
import { numbersDrifted } from '../../../shared/metrics/metrics.events.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { count, nps } from '../../../shared/metrics/testing/changes.ts';
import { audited } from '../../../shared/testing/audited.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { handler as readChanges } from '../../streams/changes/handler.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

test('after a change of the time zone the numbers stand in the new days; told twice, nothing changes', async () => {
  const ctx = aContext();
  const at = new Date('2026-11-21T20:00:00.000Z');
  const feedbackId = newId('feedback', at);
  const record = {
    ...nps(1, 9),
    feedbackId,
    ledgerPage: feedbackId,
    occurredAt: at.toISOString(),
    updatedAt: at.toISOString(),
  };
  await noteMonths(ctx, ['2026-11']);
  await ctx.db.send(
    new PutCommand({
      TableName: tableName(),
      Item: { pk: `c#${ctx.companyId}#fb#2026-11`, sk: feedbackId, ...record },
    }),
  );
  await count(ctx, [record]);
  await putSettings(ctx, PutSettings.parse({ timeZone: 'Asia/Tokyo' }));
  const event = { Records: [{ body: JSON.stringify({ detail: { companyId: ctx.companyId } }) }] } as never;
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  const { series } = await read(ctx, { name: 'nps', from: '2026-11-21', to: '2026-11-22', grain: 'day' });
  expect(series.map(({ n }) => n)).toEqual([0, 1]);
});

test('the months that a reconcile found wrong are counted from the records; others are not looked at', async () => {
  const ctx = aContext();
  const stored = async (occurredAt: string) => {
    const feedbackId = newId('feedback', new Date(occurredAt));
    const record = { ...nps(1, 9), feedbackId, ledgerPage: feedbackId, occurredAt, updatedAt: occurredAt };
    const month = occurredAt.slice(0, 7);
    await noteMonths(ctx, [month]);
    const Item = { pk: `c#${ctx.companyId}#fb#${month}`, sk: feedbackId, ...record };
    await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
  };
  await stored('2026-11-10T12:00:00.000Z');
  await stored('2026-08-10T12:00:00.000Z');
  const { detail } = numbersDrifted(ctx, ['2026-11']);
  const event = { Records: [{ body: JSON.stringify({ detail }) }] } as never;
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  const { series } = await read(ctx, { name: 'nps', from: '2026-08-01', to: '2026-11-30', grain: 'month' });
  expect(series.map(({ n }) => n)).toEqual([0, 0, 0, 1]);
});

/** Changes of settings as the stream tells them; each image has what every record of the kit has. */
const changeOf = (before: object | undefined, after: object) => {
  const row = (revision: number, settings: object) => ({
    pk: 'c#acme#set',
    sk: 'settings',
    __edb_e__: 'settings',
    settingsId: 'settings',
    companyId: 'acme',
    ...PutSettings.parse(settings),
    version: revision,
    revision,
    updatedAt: '2026-11-01T10:00:00.000Z',
    lastAction: 'put',
    lastActor: { kind: 'user', id: 'ada' },
    lastRequestId: 'r',
  });
  return { ...(before && { before: row(1, before) }), after: row(2, after) };
};

test('settings are told of only when they move the days', async () => {
  const told = (before: object | undefined, after: object) =>
    settingsEvents
      .eventsOf(changeOf(before, after))
      .filter(({ type }) => type === 'CompanyDaysChanged')
      .map(({ detail }) => detail);
  expect(told(undefined, { timeZone: 'UTC', dayBoundary: '00:00' })).toEqual([]);
  expect(told({ timeZone: 'UTC' }, { timeZone: 'UTC', taxonomy: {} })).toEqual([]);
  expect(told(undefined, { timeZone: 'Asia/Tokyo' })).toEqual([
    { eventId: 'days:acme:2', version: 1, companyId: 'acme', timeZone: 'Asia/Tokyo', dayBoundary: '00:00' },
  ]);
  expect(told({ dayBoundary: '00:00' }, { dayBoundary: '04:00' })).toHaveLength(1);
});

test('the changes reader puts it on the bus and takes settings for nothing else', async () => {
  const bus = mockClient(EventBridgeClient);
  bus.on(PutEventsCommand).resolves({ Entries: [{}, {}] });
  process.env['BUS_NAME'] = 'bus';
  const { Records } = streamEventOf([changeOf(undefined, { timeZone: 'Asia/Tokyo' })]);
  expect(await readChanges({ Records })).toEqual({ batchItemFailures: [] });
  expect(bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toMatchObject([
    { DetailType: 'SettingsChanged', Detail: expect.stringContaining('"settings:acme:2"') },
    { DetailType: 'CompanyDaysChanged', Source: 'heed.voice' },
  ]);
  expect(trigger.on).toContain('CompanyDaysChanged');
});

test('who put settings is audited with what they changed: of the first ones, with what differs from the defaults', async () => {
  const ctx = aContext({ userId: 'ada' });
  await audited(ctx, async () => {
    await putSettings(ctx, PutSettings.parse({ timeZone: 'Asia/Tokyo' }));
    await putSettings({ ...ctx, requestId: 'second' }, PutSettings.parse({ timeZone: 'Asia/Tokyo' }));
  });
  const { items } = await historyOf(ctx, 'settings', { limit: 10 });
  expect(items).toMatchObject([
    { action: 'SettingsChanged', version: 2, changedKeys: [] },
    { action: 'SettingsChanged', version: 1, actor: { id: 'ada' } },
  ]);
  expect(items[1]?.changedKeys).toContain('timeZone');
  expect(items[1]?.changedKeys).not.toContain('taxonomy');
});
