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
  for (let at = 0; at < surveys.length; at += 25) {
    const requests = surveys.slice(at, at + 25).map((survey) => ({ PutRequest: { Item: surveyItem(survey) } }));
    await ctx.db.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }));
  }
  const expected = surveys.map(({ surveyId }) => surveyId).toReversed();
  const found = await surveyIdsOfTicket(ctx, ticketId);
  expect(found).toHaveLength(2_500);
  expect(found).toEqual(expected);
});
