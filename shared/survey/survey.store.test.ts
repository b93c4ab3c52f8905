import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { surveyIdsOfTicket, type StoredSurvey, surveyItem } from './survey.store.ts';

test('a ticket has all its surveys, newest first, also where their keys take more than the 1 MB of one read', async () => {
  const ctx = aContext();
  // Capital letters take three bytes each in a key.
  const ticketId = 'T'.repeat(128);
  const surveys = Array.from({ length: 2_500 }, (_, index) => ({
    surveyId: newId('survey', new Date(Date.UTC(2026, 10, 1) + index)),
    companyId: ctx.companyId,
    customerKey: 'c-1',
    relatedTo: { ticketId },
  })) as StoredSurvey[];
  const requests = surveys.map((survey) => ({ PutRequest: { Item: surveyItem(survey) } }));
  const batches = Array.from({ length: 100 }, (_, at) => requests.slice(at * 25, at * 25 + 25));
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop())
      await ctx.db.send(new BatchWriteCommand({ RequestItems: { [tableName()]: batch } }));
  };
  await Promise.all(Array.from({ length: 8 }, write));
  const expected = surveys.map(({ surveyId }) => surveyId).toReversed();
  const found = await surveyIdsOfTicket(ctx, ticketId);
  expect(found).toHaveLength(2_500);
  expect(found).toEqual(expected);
}, 120_000);

test('a survey stands in the indexes that somebody reads: what is due, and its ticket', () => {
  const { companyId } = aContext();
  const dueAt = new Date().toISOString();
  const survey = { surveyId: newId('survey'), companyId, customerKey: 'c-1', relatedTo: { ticketId: 'T-1' }, dueAt };
  const keys = Object.keys(surveyItem(survey as StoredSurvey)).filter((name) => /^g\d[ps]k$/.test(name));
  expect(keys.toSorted()).toEqual(['g4pk', 'g4sk', 'g5pk', 'g5sk']);
});
