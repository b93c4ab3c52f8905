import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { surveyIdsOfTicket, type StoredSurvey, surveys } from './survey.store.ts';
import { aSurvey } from './testing/given.ts';

const itemOf = (ctx: Context, survey: StoredSurvey) => surveys.write(ctx, survey)[0]?.Put?.Item ?? {};

test('a ticket has all its surveys, newest first, also where their keys take more than the 1 MB of one read', async () => {
  const ctx = aContext();
  // Capital letters take three bytes each in a key.
  const ticketId = 'T'.repeat(128);
  const many = Array.from({ length: 2_500 }, (_, index) => {
    const surveyId = newId('survey', new Date(Date.UTC(2026, 10, 1) + index));
    return aSurvey(ctx, 'ana@example.com', { surveyId, relatedTo: { ticketId }, dueKind: undefined, dueAt: undefined });
  });
  const requests = many.map((survey) => ({ PutRequest: { Item: itemOf(ctx, survey) } }));
  const batches = Array.from({ length: 100 }, (_, at) => requests.slice(at * 25, at * 25 + 25));
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop())
      await ctx.db.send(new BatchWriteCommand({ RequestItems: { [tableName()]: batch } }));
  };
  await Promise.all(Array.from({ length: 8 }, write));
  const expected = many.map(({ surveyId }) => surveyId).toReversed();
  const found = await surveyIdsOfTicket(ctx, ticketId);
  expect(found).toHaveLength(2_500);
  expect(found).toEqual(expected);
}, 120_000);

test('a survey stands in the indexes that somebody reads: what is due, and its ticket', () => {
  const ctx = aContext();
  const survey = aSurvey(ctx, 'ana@example.com', { relatedTo: { ticketId: 'T-1' } });
  const keys = Object.keys(itemOf(ctx, survey)).filter((name) => /^g\d[ps]k$/.test(name));
  expect(keys.toSorted()).toEqual(['g4pk', 'g4sk', 'g5pk', 'g5sk']);
});
