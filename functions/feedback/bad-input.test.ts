import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { count } from '../../shared/feedback/feedback.list.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { aSubmission, given, stored } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { tableName } from '../../shared/kernel/table.ts';
import { aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { handler } from './testing/whole.ts';
import { cpuMs } from '../../shared/testing/cpu.ts';

const { routes } = feedbackRoutes;
const good = aSubmission();
const score = { metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 };
const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
const attack = (piece: string) => piece.repeat(50_000);

/** Field, bad value, and where the reply must point. */
const bad: [string, unknown, string?][] = [
  ['source', 'SUPPORT_TICKET'],
  ['source', ['support_ticket']],
  ['type', 'constructor'],
  ['scores', [{ ...score, value: '2' }], 'scores/0/value'],
  ['scores', [{ ...score, value: null }], 'scores/0/value'],
  ['scores', [{ ...score, value: 2.25 }], 'scores/0/value'],
  ['scores', [{ ...score, value: 6 }], 'scores/0/value'],
  ['scores', [{ ...score, value: 1e308 }], 'scores/0/value'],
  ['scores', [{ ...score, scaleMin: 5, scaleMax: 1 }], 'scores/0/scaleMax'],
  ['scores', [{ ...score, scaleMax: 1e9 }], 'scores/0/scaleMax'],
  ['scores', [{ ...score, scaleMin: 0.5 }], 'scores/0/scaleMin'],
  ['scores', [{ ...score, metric: 'vibes' }], 'scores/0/metric'],
  ['scores', [{ ...score, weight: 2 }], 'scores/0/weight'],
  ['scores', Array.from({ length: 21 }, () => score)],
  ['subject', 'x'.repeat(201)],
  ['subject', 'Hello\r\nBcc: everyone@example.com'],
  ['subject', '   '],
  ['comments', 'x'.repeat(10_001)],
  ['comments', 'null\u0000byte'],
  ['context', 'x'.repeat(10_001)],
  ['category', 'bill\u202eing'],
  ['category', 'bill\u0007ing'],
  ['tags', ['a', 'a']],
  ['tags', ['']],
  ['contact', { name: 'Ada\nLovelace' }, 'contact/name'],
  ['contact', { name: '\u2066Ada' }, 'contact/name'],
  ['contact', { email: 'ada@example.com\r\nBcc: eve@example.com' }, 'contact/email'],
  ['contact', { email: 'ada@@example.com' }, 'contact/email'],
  ['contact', { email: `${'a'.repeat(250)}@example.com` }, 'contact/email'],
  ['contact', { phone: 'call me' }, 'contact/phone'],
  ['contact', { phone: '-----' }, 'contact/phone'],
  ['contact', { name: '\u200b' }, 'contact/name'],
  ['contact', { name: '\u200d\u3164' }, 'contact/name'],
  ['contact', { name: 'Ada\u{e0041}' }, 'contact/name'],
  ['category', 'bill\u00ading'],
  ['tags', ['\u2060']],
  ['contact', { admin: true }, 'contact/admin'],
  ['customerId', ''],
  ['customerId', 'with space'],
  ['customerId', 'x'.repeat(129)],
  ['ticketId', 'T-1\r\nX: y'],
  ['externalId', 'ü'],
  ['language', 'English'],
  ['snapshot', { resolutionMinutes: -1 }, 'snapshot/resolutionMinutes'],
  ['snapshot', { resolutionMinutes: '42' }, 'snapshot/resolutionMinutes'],
  ['snapshot', { firstContactResolved: 'yes' }, 'snapshot/firstContactResolved'],
  ['occurredAt', '2026-02-30T10:00:00.000Z'],
  ['occurredAt', '2026-11-01'],
  ['occurredAt', '2026-11-01T10:00:00'],
  ['occurredAt', '2026-11-01T10:00:00+99:00'],
  ['occurredAt', '1999-12-31T23:59:59.999Z'],
  ['occurredAt', '9999-12-31T23:59:59.999Z'],
  ['occurredAt', 1_730_000_000],
  ['data', { text: 'x'.repeat(33_000) }],
  ['data', { '': 1 }],
  ['data', { big: 1e300 }],
  ['data', { big: 9_007_199_254_740_993_000 }],
  ['data', 'text'],
  ['feedbackId', 'fb_01m6b8te80fbv1ave12d1pmmz7'],
  ['version', 7],
  ['companyId', 'other'],
  ['pk', 'c#other#fb#2026-11'],
  ['analysis', { sentiment: 'positive' }],
  ['__edb_e__', 'feedback'],
  ['subject', attack(' ')],
  ['category', attack('\u200e ')],
  ['customerId', attack('!')],
  ['contact', { email: attack('a@a.') }, 'contact/email'],
  ['contact', { phone: attack('( ') }, 'contact/phone'],
  ['language', attack('aa-')],
  ['occurredAt', `2026-11-01T10:00:00.${'0'.repeat(50_000)}Z`],
];

async function rows(ctx: Context): Promise<number> {
  const { Count } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `c#${ctx.companyId}#cal` },
    }),
  );
  return (Count ?? 0) + (await count(ctx, {})).count;
}

test('every bad field is 400 with its pointer and writes nothing', async () => {
  const ctx = aContext();
  for (const [field, value, where = field] of bad) {
    const answer = await send(handler, routes.submit, { companyId: ctx.companyId, body: { ...good, [field]: value } });
    expect([field, String(JSON.stringify(value)).slice(0, 60), answer.status]).toEqual([field, expect.anything(), 400]);
    expectProblem(answer, 400, 'validation-failed');
    const pointers = (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers).toContainEqual(expect.stringMatching(`^#/${where}`));
  }
  expect(await rows(ctx)).toBe(0);
});

test('a pattern meets a hostile string in less than 50 ms', () => {
  for (const [field, value] of bad.slice(-7)) {
    const refused = () => expect(routes.submit.body.safeParse({ ...good, [field]: value }).success).toBe(false);
    expect(cpuMs(refused)).toBeLessThan(50);
  }
});

test('all errors are told together', async () => {
  const { body } = await send(handler, routes.submit, {
    body: { source: 'x', comments: 1, scores: [{ ...score, value: 9 }], extra: 1 },
  });
  const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
  expect(pointers.toSorted()).toEqual(['#/comments', '#/extra', '#/scores/0/value', '#/source']);
});

test.each([
  ['nested too deep', { ...good, data: deep(40) }, 'invalid-json'],
  ['with a lone surrogate', '{"source":"api","comments":"\\ud800"}', 'invalid-json'],
  ['with a prototype key inside', '{"source":"api","data":{"constructor":1}}', 'invalid-json'],
  ['of numbers that JSON does not know', '{"source":"api","scores":[{"metric":"csat","value":NaN}]}', 'invalid-json'],
])('a body %s is refused and writes nothing', async (_, body, code) => {
  const ctx = aContext();
  const headers = { 'content-type': 'application/json' };
  expectProblem(await send(handler, routes.submit, { companyId: ctx.companyId, body, headers }), 400, code);
  expect(await rows(ctx)).toBe(0);
});

describe('a record', () => {
  test.each<['edit' | 'exclude' | 'correct', object]>([
    ['edit', {}],
    ['edit', { occurredAt: '2026-11-01T10:00:00.000Z' }],
    ['edit', { source: 'api' }],
    ['edit', { subject: 'a\r\nb' }],
    ['edit', { scores: [{ ...score, value: 7 }] }],
    ['exclude', { reason: 'because' }],
    ['correct', {}],
    ['correct', { sentiment: 'angry' }],
    ['correct', { sentimentScore: 101 }],
    ['correct', { correctedBy: 'eve' }],
  ])('stays as it is after a bad %s: %j', async (operation, body) => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const before = await stored(ctx, feedbackId);
    const answer = await send(handler, routes[operation], { companyId: ctx.companyId, params: { feedbackId }, body });
    expectProblem(answer, 400, 'validation-failed');
    expect(await stored(ctx, feedbackId)).toEqual(before);
  });

  test.each(['1', 'W/"1"', '"1", "2"', '""', '"one"', '"1"\r\nX: y'])(
    'is not changed under the If-Match %s',
    async (tag) => {
      const ctx = aContext();
      const { feedbackId } = await given(ctx);
      const headers = { 'if-match': tag };
      const answer = await send(handler, routes.edit, {
        companyId: ctx.companyId,
        params: { feedbackId },
        body: { theme: 'x' },
        headers,
      });
      expectProblem(answer, 400, 'validation-failed');
      expect(await stored(ctx, feedbackId)).toMatchObject({ version: 1 });
    },
  );

  test('is unknown under another spelling of its id', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    for (const spelling of [
      feedbackId.toUpperCase(),
      ` ${feedbackId}`,
      feedbackId.replace('fb_', 'sv_'),
      `${feedbackId}0`,
      feedbackId.replace('fb_0', 'fb_8'),
    ]) {
      expectProblem(
        await send(handler, routes.get, { companyId: ctx.companyId, params: { feedbackId: spelling } }),
        404,
        'not-found',
      );
    }
  });
});

test.each([
  ['1999-12-31T23:59:59.999Z', ['must not lie before the year 2000']],
  ['2026-02-30T10:00:00.000Z', [expect.stringMatching(/^must be a date and time/)]],
])('an occurredAt of %s is told what is wrong with it, and nothing else', async (occurredAt, details) => {
  const { body } = await send(handler, routes.submit, { body: { ...good, occurredAt } });
  expect((body['errors'] as { detail: string }[]).map(({ detail }) => detail)).toEqual(details);
});

test.each(['Ada 👩‍👩‍👧 🏳️‍🌈 👍🏽', 'می‌خواهم', 'क्‍ष', 'محمد', '山田 太郎', 'Zoë O’Neill-Müller', '🫪'])(
  'the name %s is a name',
  async (name) => {
    const { status, body } = await send(handler, routes.submit, { body: { ...good, contact: { name } } });
    expect([status, body['contact']]).toEqual([201, { name }]);
  },
);

test.each([
  ['q=ok&tag=%FF', 'tag', 'must be valid UTF-8'],
  ['from=2026-02-30', 'from', 'must be a day like 2026-11-01, or a date and time with a zone'],
  ['limit=1e2', 'limit', 'must be a whole number'],
])('a list with %s is told what is wrong with which parameter', async (query, parameter, detail) => {
  const { body } = await send(handler, routes.list, { query });
  expect(body['errors']).toEqual([{ parameter, detail }]);
});

test.each([
  'limit=0',
  'limit=201',
  'limit=ten',
  'limit=0x10',
  'limit=%2050',
  'limit=%2B5',
  'limit=5.0',
  'limit=',
  'limit=٥',
  'cursor=abc',
  'from=yesterday',
  'from=2026-02-30',
  'from=2026-11-02&to=2026-11-01',
  'sentiment=angry',
  'scoreMin=',
  'scoreMin=0x5',
  'scoreMax=1e9',
  'q=ab',
  'q=%FF',
  'tag=%E2%80%AEx',
  'customerId=a%20b',
  'excluded=1',
  'company=other',
])('a list with %s is 400', async (query) => {
  const answer = await send(handler, routes.list, { query });
  expect(answer.status).toBe(400);
});
