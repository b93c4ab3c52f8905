import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { imagesOf } from '../events/streams/changes/images.ts';
import { baseClient, tableName } from './kernel/table.ts';
import type { RecordKind } from './record-kind.ts';
import { records } from './records.ts';
import { aCompanyOfAllKinds, answersAbout, changeAll, type Ids } from './testing/a-company.ts';
import { aContext } from './testing/context.ts';
import { streamEventOf } from './testing/stream-event.ts';
import { watchTable } from './testing/watch-table.ts';

/**
 * While a release is rolled out, and for as long as its records live, the code reads what the release before has written
 * (CONTRIBUTING.md, "Add a field"). The file holds a company's items as that release wrote them and what it answered
 * about them. A release writes it anew: `UPDATE_STORED=1 npx vitest run --project unit shared/two-releases`.
 */
const path = join(import.meta.dirname, 'testing/release-before.json');
const COMPANY = 'the-release-before';
type Item = Record<string, AttributeValue>;
type Release = { ids: Ids; answers: Record<string, unknown>; items: Item[] };

/** A company made by the code of today. */
async function aRelease(): Promise<Release> {
  const ctx = aContext({ now: new Date('2026-11-20T10:00:00.000Z'), userId: 'ada' });
  const { result: ids, partitions } = await watchTable(() => aCompanyOfAllKinds(ctx));
  const items: Item[] = [];
  for (const pk of [...partitions].filter((name) => !name.startsWith('sys#companies')).toSorted()) {
    const KeyConditionExpression = 'pk = :pk';
    const ExpressionAttributeValues = { ':pk': { S: pk } };
    // One page is enough: the company has some thirty items.
    const query = new QueryCommand({ TableName: tableName(), KeyConditionExpression, ExpressionAttributeValues });
    items.push(...((await baseClient().send(query)).Items ?? []));
  }
  const release: Release = { ids, answers: await answersAbout(ctx, ids), items };
  return JSON.parse(JSON.stringify(release).replaceAll(ctx.companyId, COMPANY)) as Release;
}

let release: Release;
const ctx = aContext();
beforeAll(async () => {
  if (process.env['UPDATE_STORED']) await writeFile(path, `${JSON.stringify(await aRelease(), null, 1)}\n`);
  const text = await readFile(path, 'utf8');
  release = JSON.parse(text.replaceAll(COMPANY, ctx.companyId)) as Release;
  for (const Item of release.items) await baseClient().send(new PutItemCommand({ TableName: tableName(), Item }));
});

test('what a release writes down holds every kind of record', async () => {
  const kept = new Set((await aRelease()).items.map(({ __edb_e__: kind }) => kind?.S));
  expect(records.map(({ kind }) => kind).filter((kind) => !kept.has(kind))).toEqual([]);
});

test('what the release before has written is answered as that release answered it', async () => {
  expect(JSON.parse(JSON.stringify(await answersAbout(ctx, release.ids)))).toMatchObject(release.answers);
});

test('the events of what the release before has written can be told, and its numbers counted', () => {
  const told = (records as readonly RecordKind[]).flatMap((kind) => {
    const own = release.items.filter(({ __edb_e__: name }) => name?.S === kind.kind);
    return streamEventOf(own.map((item) => ({ after: unmarshall(item) }))).Records.flatMap((change) => {
      kind.contribution?.changeOf(change);
      return kind.eventsOf(imagesOf<object>(change)).map(({ type }) => type);
    });
  });
  expect(told).toEqual(expect.arrayContaining(['FeedbackReceived', 'SettingsChanged', 'FormKeyCreated']));
});

test('what the release before has written can be changed', async () => {
  expect(await changeAll(ctx, release.ids)).toMatchObject({
    settings: { timeZone: 'Asia/Tokyo', version: 2 },
    feedback: { theme: 'refunds', version: 3 },
    initiative: { status: 'shipped', version: 3 },
    template: { name: 'Changed', version: 2 },
    preferences: { consent: false },
    survey: { status: 'cancelled' },
    role: { permissions: ['surveys:read'], version: 2 },
    formKeys: { items: [] },
  });
});
