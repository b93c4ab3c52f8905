import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { tableIndexes } from '../kernel/indexes.ts';
import { idMonth, keyPart } from '../kernel/ids.ts';
import { aContext } from '../testing/context.ts';
import { aFeedback, FeedbackEntity, feedbackSchema } from './feedback.entity.ts';
import { Feedback, type StoredFeedback } from './feedback.schema.ts';
import { draftOf, publicOf } from './feedback.store.ts';

/** The item that ElectroDB would put. */
function itemByEntity(record: StoredFeedback): Record<string, unknown> {
  const { ticketId, caseId, snapshot } = record;
  const { Item } = FeedbackEntity(aContext({ companyId: record.companyId }))
    .put({
      ...draftOf(record),
      companyId: record.companyId,
      analysisStatus: record.analysisStatus,
      month: idMonth(record.feedbackId),
      customerKey: record.customerKey ?? '',
      agentKey: keyPart(snapshot?.agentId ?? ''),
      ticketKey: keyPart(ticketId ?? ''),
      caseKey: keyPart(caseId ?? ''),
    } as never)
    .params<{ Item: Record<string, unknown> }>();
  // Only parts of keys: the store does not repeat them.
  const parts = new Set(['month', 'agentKey', 'ticketKey', 'caseKey']);
  return Object.fromEntries(Object.entries(Item).filter(([name, value]) => !parts.has(name) && value !== ''));
}

test.each([
  ['with everything', aFeedback()],
  [
    'with outer ids in upper case and with separators',
    aFeedback({ customerId: 'C#1', ticketId: 'T#1', caseId: 'K~1', snapshot: { agentId: 'Agent#7' } }),
  ],
  ['known by address only', aFeedback({ customerId: undefined, contact: { email: 'Ada@Example.com' } })],
  [
    'of nobody about nothing',
    aFeedback({ customerId: undefined, ticketId: undefined, caseId: undefined, snapshot: undefined }),
  ],
])('a record %s has the same item by hand and by the entity', (_, record) => {
  const defined = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  expect(itemByEntity(record)).toEqual(defined);
});

test('the entity’s indexes are the table’s', () => {
  for (const { pk, sk, ...rest } of Object.values(feedbackSchema.indexes)) {
    if (!('index' in rest)) continue;
    expect(tableIndexes[rest.index]).toMatchObject({ pk: pk.field, sk: sk.field });
  }
});

test('what callers see is the schema, nothing of the table', () => {
  expect(Feedback.strict().parse(publicOf(aFeedback()))).toEqual(publicOf(aFeedback()));
});

test.each([
  ['functions/intake', ['client-dynamodb']],
  ['functions/feedback', ['client-dynamodb', 'client-secrets-manager']],
  ['functions/metrics', ['client-dynamodb', 'client-eventbridge', 'client-secrets-manager']],
])('the function %s loads no ElectroDB, and of the clients %j', async (name, clients) => {
  const { metafile } = await build({
    entryPoints: [`${name}/handler.ts`],
    bundle: true,
    write: false,
    platform: 'node',
    metafile: true,
    outdir: 'out',
  });
  const packages = Object.keys(metafile.inputs).filter((path) =>
    /electrodb|node_modules\/@aws-sdk\/client-/.test(path),
  );
  expect(new Set(packages.map((path) => /electrodb|client-[a-z-]+/.exec(path)?.[0]))).toEqual(new Set(clients));
});
