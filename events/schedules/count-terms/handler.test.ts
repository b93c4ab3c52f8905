import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { exclude } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { enlist } from '../../../shared/kernel/companies.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { tableName } from '../../../shared/kernel/table.ts';
import { countTerms, takenKey } from '../../../shared/similarity/count-terms.ts';
import { forgetSnapshot, snapshotOf } from '../../../shared/similarity/snapshot.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { aLambdaContext } from '../../../shared/testing/http-event.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// The schedule visits every company there is.
beforeAll(ownTable);

const MONDAY = Date.parse('2026-11-23T00:00:00.000Z');
const HOUR = 3_600_000;
const at = (ms: number): Date => new Date(ms);
const read = (ctx: Context, language = 'en') => {
  forgetSnapshot(ctx, language);
  return snapshotOf(ctx, language);
};
/** Feedback that was said so many hours before the Monday of the week in which it is counted. */
async function said(ctx: Context, hours: number, comments: string, more: object = {}) {
  const occurredAt = at(MONDAY - hours * HOUR).toISOString();
  const own = { ...ctx, now: at(MONDAY - hours * HOUR + 1_000) };
  return given(own, { subject: undefined, comments, language: 'en', occurredAt, ...more });
}
const inWeek = (ctx: Context, weeks = 0): Context => ({ ...again(ctx), now: at(MONDAY + weeks * 168 * HOUR + HOUR) });

test('counts the texts that hold a term, by language, of what was said before Monday and counts', async () => {
  const ctx = aContext();
  await said(ctx, 1, 'Login fails, login fails');
  await said(ctx, 2, 'Login fails today');
  await said(ctx, 3, 'Login was slow');
  await said(ctx, 4, 'Login geht nicht', { language: 'de' });
  await said(ctx, -2, 'Login after Monday');
  await said(ctx, 366 * 24, 'Login of last year');
  const { feedbackId } = await said(ctx, 5, 'Login spam');
  await exclude(again(ctx), { feedbackId, reason: 'spam' });
  expect(await countTerms(inWeek(ctx))).toEqual({ documents: 4, languages: 2 });
  const { documents, df } = await read(ctx);
  // What one text alone holds is not kept.
  expect([documents, Object.fromEntries(df)]).toEqual([3, { logi: 3, fail: 2, 'logi fail': 2 }]);
  expect(await read(ctx, 'de')).toEqual({ documents: 1, df: new Map() });
});

test('is done once a week, and done again it makes the same rows', async () => {
  const ctx = aContext();
  for (let hours = 1; hours <= 3; hours++) await said(ctx, hours, 'Login fails');
  const rows = async (own: Context, forget = false) => {
    if (forget) await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: takenKey(ctx) }));
    const { items } = await watchTable(() => countTerms(own));
    return items.filter(({ pk }) => String(pk).includes('#idf'));
  };
  const first = await rows(inWeek(ctx));
  expect(first.map(({ sk }) => String(sk)).toSorted()).toEqual(['2026-11-23#00', 'head', 'taken']);
  expect(await rows(inWeek(ctx))).toEqual([]);
  expect(await rows(inWeek(ctx), true)).toEqual(first);
  const next = await rows(inWeek(ctx, 1));
  expect(next.map(({ sk }) => String(sk)).toSorted()).toEqual(['2026-11-30#00', 'head', 'taken']);
});

test('counts no more than the newest records and terms that it may', async () => {
  const ctx = aContext();
  for (let hours = 1; hours <= 4; hours++) await said(ctx, hours, `Login fails ${'abcd'.charAt(hours)}xyz`);
  expect(await countTerms(inWeek(ctx), { records: 3, terms: 1_000 })).toMatchObject({ documents: 3 });
  const other = aContext();
  for (let hours = 1; hours <= 4; hours++) await said(other, hours, `Login fails ${'abcd'.charAt(hours)}xyz`);
  expect(await countTerms(inWeek(other), { records: 100, terms: 6 })).toMatchObject({ documents: 2 });
});

test('does so for every company, and one without feedback is no error', async () => {
  const [one, other] = [aContext(), aContext()];
  for (const ctx of [one, other]) await enlist(ctx);
  for (let hours = 1; hours <= 2; hours++) {
    const occurredAt = at(Date.now() - (hours + 168) * HOUR).toISOString();
    await given(one, { subject: undefined, comments: 'Login fails', language: 'en', occurredAt });
  }
  await handler({}, aLambdaContext(600_000));
  expect(await read(one)).toMatchObject({ documents: 2 });
  expect(await read(other)).toEqual({ documents: 0, df: new Map() });
});
