import { expect, test } from 'vitest';
import { historyOf } from '../audit/audit.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import { audited } from '../testing/audited.ts';
import { aContext } from '../testing/context.ts';
import { listRequests } from './data-request.ts';
import { requestErasure } from './own-request.ts';

test('a person who asks twice at once makes one request, whose audit entry names nobody', async () => {
  const ctx = aContext();
  const { survey } = await aDeliveredSurvey(ctx);
  const [reference, again] = await audited(ctx, () =>
    Promise.all([requestErasure(ctx, survey), requestErasure(ctx, survey)]),
  );
  expect(again).toBe(reference);
  const { items } = await listRequests(ctx, { limit: 10 });
  expect(items).toMatchObject([
    {
      requestId: reference,
      type: 'erasure',
      receivedAt: ctx.now.toISOString(),
      status: 'verified',
      identity: { method: 'own_link' },
      subject: { email: 'ana@example.com' },
    },
  ]);
  const entries = (await historyOf(ctx, reference ?? '', { limit: 10 })).items;
  expect(entries).toMatchObject([{ action: 'DataRequestReceived', version: 1 }]);
  expect(JSON.stringify(entries)).not.toContain('ana@example');
});
