import { expect, test } from 'vitest';
import { exclude } from '../feedback/feedback.ts';
import { again, given } from '../feedback/testing/given.ts';
import { create, edit, get as getInitiative, link } from '../initiative/initiative.ts';
import { CreateInitiative } from '../initiative/initiative.schema.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { decide as decideTriage } from '../triage/decide.ts';
import { follow } from '../triage/intake.ts';
import { decide } from './decide.ts';
import { make } from './making.ts';
import { get } from './review.ts';

const at = (ctx: Context, instant: string): Context => ({ ...again(ctx), now: new Date(`2026-${instant}:00.000Z`) });
const made = async (ctx: Context, instant: string, period: string) => {
  const one = await make(at(ctx, instant), { kind: 'quarterly', period }, { isOver: () => false });
  if (!('review' in one)) throw new Error('it is made at once');
  return get(again(ctx), { reviewId: one.review.reviewId });
};
const said = async (ctx: Context, instant: string, customerId: string) =>
  (await given(at(ctx, instant), { customerId, comments: 'Call me on +49 30 1234567, the queue is too long.' }))
    .feedbackId;

/** An initiative that was given up, and asked for before and since. */
async function givenUp(ctx: Context, before: number, since: number) {
  const body = CreateInitiative.parse({ title: 'Shorter queue' });
  const { initiativeId } = await create(at(ctx, '02-01T10:00'), { body });
  const ids = [];
  for (let n = 0; n < before; n++) ids.push(await said(ctx, '02-10T10:00', `before-${n}`));
  await link(at(ctx, '02-11T10:00'), { initiativeId, body: { feedbackIds: ids } });
  await edit(at(ctx, '02-20T10:00'), { initiativeId, body: { status: 'wont_do', reason: 'Too dear.' } });
  const later = [];
  for (let n = 0; n < since; n++) later.push(await said(ctx, '03-10T10:00', `since-${n}`));
  if (later.length > 0) await link(at(ctx, '03-11T10:00'), { initiativeId, body: { feedbackIds: later } });
  return { initiativeId, later };
}

test('an initiative and a main record that will not be done are told with who has asked for them since', async () => {
  const ctx = aContext();
  const { initiativeId } = await givenUp(ctx, 2, 1);
  const main = await said(ctx, '02-10T10:00', 'C-1');
  await follow(at(ctx, '02-10T10:00'), { feedbackId: main });
  const note = 'Nobody else asks for it.';
  await decideTriage(at(ctx, '02-20T10:00'), { feedbackId: main, body: { status: 'wont_do', note } });
  for (const customerId of ['C-2', 'C-3', 'C-4', 'C-5', 'C-6']) {
    const feedbackId = await said(ctx, '03-10T10:00', customerId);
    await decideTriage(at(ctx, '03-10T11:00'), { feedbackId, body: { status: 'duplicate', duplicateOf: main } });
  }
  const { quarterly } = await made(ctx, '04-01T08:00', '2026-Q1');
  expect(quarterly).toMatchObject({ silent: 0, more: 0 });
  expect(quarterly?.items).toMatchObject([
    { feedbackId: main, reason: note, voicesBefore: 1, voicesSince: 5, reconsider: true },
    { initiativeId, title: 'Shorter queue', reason: 'Too dear.', voicesBefore: 2, voicesSince: 1, reconsider: false },
  ]);
  expect(quarterly?.items[0]?.quote).toContain('the queue is too long');
  expect(quarterly?.items[0]?.quote).not.toContain('1234567');
}, 60_000);

test('A review run twice for a quarter → one, also at the same time; what is excluded counts for nobody', async () => {
  const ctx = aContext();
  const { later } = await givenUp(ctx, 1, 2);
  const [one] = later;
  if (one) await exclude(again(ctx), { feedbackId: one, reason: 'spam' });
  const runs = await Promise.all([1, 2].map(() => made(ctx, '04-01T08:00', '2026-Q1')));
  runs.push(await made(ctx, '04-02T08:00', '2026-Q1'));
  expect(new Set(runs.map(({ asOf }) => asOf))).toEqual(new Set(['2026-04-01T08:00:00.000Z']));
  expect(runs[0]?.quarterly?.items).toMatchObject([{ voicesBefore: 1, voicesSince: 1 }]);
}, 60_000);

test('what is kept is silent in the next review until its voices double, what is reopened is planned', async () => {
  const ctx = aContext();
  const [kept, reopened] = [await givenUp(ctx, 2, 0), await givenUp(ctx, 1, 0)];
  const { reviewId } = await made(ctx, '04-01T08:00', '2026-Q1');
  const items = [
    { initiativeId: kept.initiativeId, decision: 'keep', reason: 'Still too dear.', until: '2027-12-31' },
    { initiativeId: reopened.initiativeId, decision: 'reopen' },
  ];
  const { results } = await decide(at(ctx, '04-02T08:00'), { reviewId, body: { items } });
  expect(results).toEqual([
    { index: 0, status: 200 },
    { index: 1, status: 200 },
  ]);
  expect(await getInitiative(again(ctx), reopened)).toMatchObject({ status: 'planned' });
  expect((await made(ctx, '07-01T08:00', '2026-Q2')).quarterly).toMatchObject({ items: [], silent: 1 });
  const again2 = [await said(ctx, '08-01T10:00', 'new-1'), await said(ctx, '08-01T10:00', 'new-2')];
  await link(at(ctx, '08-02T10:00'), { initiativeId: kept.initiativeId, body: { feedbackIds: again2 } });
  expect((await made(ctx, '10-01T08:00', '2026-Q3')).quarterly).toMatchObject({
    silent: 0,
    items: [{ initiativeId: kept.initiativeId }],
  });
}, 60_000);

test('`until` over 2 years, keep without reason, and what the review does not list are refused, each for itself', async () => {
  const ctx = aContext();
  const { initiativeId } = await givenUp(ctx, 1, 0);
  const { reviewId } = await made(ctx, '04-01T08:00', '2026-Q1');
  const keep = { initiativeId, decision: 'keep', reason: 'Too dear.', until: '2027-01-01' };
  const foreign = 'ini_01jd3k5w8z9x7v6t5s4r3q2p1n';
  const items = [
    { ...keep, until: '2028-05-01' },
    { ...keep, until: '2026-04-02' },
    { ...keep, reason: ' ' },
    { ...keep, until: undefined },
    { ...keep, initiativeId: foreign },
    { ...keep, decision: 'forget' },
    keep,
  ];
  const { results } = await decide(at(ctx, '04-02T08:00'), { reviewId, body: { items } });
  const told = results.map((one) => [one.status, 'problem' in one ? one.problem.errors?.[0]?.pointer : undefined]);
  expect(told).toEqual([
    [400, '#/items/0/until'],
    [400, '#/items/1/until'],
    [400, '#/items/2/reason'],
    [400, '#/items/3/until'],
    [404, undefined],
    [400, '#/items/5/decision'],
    [200, undefined],
  ]);
});
