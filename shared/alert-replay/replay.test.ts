import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Alert } from '../alert/alert.schema.ts';
import { alerts } from '../alert/alert.store.ts';
import { mute } from '../alert-rule/alert-rule.ts';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import { EditFeedback } from '../feedback/feedback.requests.schema.ts';
import { correct, edit, exclude, include, remove } from '../feedback/feedback.ts';
import { keep } from '../journal/journal.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { PutPerson } from '../people/people.schema.ts';
import { put as putPerson } from '../people/people.ts';
import { ownTable } from '../testing/own-table.ts';
import { useQueues } from '../testing/queues.ts';
import { watchTable } from '../testing/watch-table.ts';
import type { ReplayedAlert } from './replay.schema.ts';
import { oneOf, randomOf } from '../testing/random.ts';
import { aWorld } from './testing/world.ts';

useQueues();
beforeAll(() => ownTable());

const MINUTE = 60_000;
const DAY = 86_400_000;
const onBilling = { name: 'One', severity: 'critical', match: { all: { category: 'billing' } } };
const slotOf = (at: string): number => Math.floor(Date.parse(at) / (5 * MINUTE));
const lines = (
  all: readonly Pick<ReplayedAlert & Alert, 'key' | 'severity' | 'openedAt' | 'count' | 'reason' | 'suppressedBy'>[],
) =>
  all
    .map(({ key, severity, openedAt, count, reason, suppressedBy }) =>
      [key, severity, slotOf(openedAt), count, reason, suppressedBy].join(' '),
    )
    .toSorted();

const editTo = (feedbackId: Id<'feedback'>, given: object) => (ctx: Context) =>
  edit(ctx, { feedbackId, edit: EditFeedback.parse(given) });

test('200 random changes of stored records, played live on a test clock, then replayed: the same list', async () => {
  const world = await aWorld();
  const rules = [
    await world.rule({ stormAfter: 5 }),
    await world.rule({ match: onBilling.match, groupBy: 'ticket', cooldownMinutes: 600, stormAfter: 100 }),
    await world.rule({ match: { all: { q: 'nobody answers' }, none: [{ category: 'app' }] }, groupBy: 'source' }),
    await world.rule({ match: { all: { urgency: 'critical' } }, activeHours: { calendarId: 'default' } }),
  ];
  world.after(MINUTE);
  const random = randomOf(7);
  // A ticket that is called like a record: the one way in which the alert of a group ends without people.
  const first = await world.submit({ category: 'app' });
  const ids: Id<'feedback'>[] = [first];
  for (const category of ['billing', 'app']) {
    world.after(MINUTE);
    await world.change(first, editTo(first, { category, ticketId: first }));
  }
  ids.push(await world.submit({ category: 'billing', ticketId: first }));
  for (let index = 0; index < 200; index++) {
    world.after(random() < 0.85 ? random() * 20_000 : random() * 20 * MINUTE);
    if (index % 4 === 0) await world.tick();
    const feedbackId = oneOf(random, ids);
    const correction = { urgency: oneOf(random, ['critical', 'low'] as const) };
    const category = oneOf(random, ['billing', 'shipping', 'app']);
    if (feedbackId === undefined || random() < 0.5) {
      const occurredAt = new Date(world.context().now.getTime() - (random() < 0.1 ? 20 : 0) * DAY).toISOString();
      const ticketId = oneOf(random, ['T-1', ids[0] ?? 'T-1', ids[1] ?? 'T-1']);
      ids.push(await world.submit({ category, occurredAt, ticketId }, random() * 5_000));
    } else
      await oneOf<() => Promise<void>>(random, [
        () => world.analyse(feedbackId, { status: 'done', urgency: correction.urgency }),
        () => world.change(feedbackId, editTo(feedbackId, { category, ticketId: feedbackId })),
        () => world.change(feedbackId, editTo(feedbackId, { category }), random() * 30_000),
        () => world.change(feedbackId, (ctx) => exclude(ctx, { feedbackId, reason: 'test' })),
        () => world.change(feedbackId, (ctx) => include(ctx, { feedbackId })),
      ])();
  }
  world.after(5 * MINUTE);
  await world.tick();
  for (const { ruleId, ...rule } of rules) {
    const live = await world.live({ ruleId, ...rule });
    const { alerts: found, approximate } = await world.replayed({ ruleId });
    expect(lines(found)).toEqual(lines(live));
    expect(approximate).toEqual(['journal_short']);
    expect(live.length).toBeGreaterThan(0);
  }
  const [byRecord, byTicket] = await Promise.all(rules.map((rule) => world.live(rule)));
  expect(byRecord?.some(({ subject }) => subject.keys)).toBe(true);
  expect(byRecord?.some(({ reason }) => reason === 'no_longer_matches')).toBe(true);
  expect(byTicket?.some(({ suppressedBy }) => suppressedBy === 'cooldown')).toBe(true);
}, 180_000);

describe('a replay', () => {
  test('of a saved and of an unsaved equal rule agree, two replays give the same bytes, and nothing is stored as an alert', async () => {
    const world = await aWorld();
    for (let count = 0; count < 8; count++) {
      await world.submit({ category: count % 3 === 0 ? 'shipping' : 'billing' });
      world.after(20 * MINUTE);
    }
    const { ruleId } = await world.rule({ enabled: false });
    const { items } = await watchTable(async () => {
      const saved = await world.replayed({ ruleId });
      expect(saved.alerts).toHaveLength(5);
      expect(saved.byHour.reduce((sum, count) => sum + count, 0)).toBe(5);
      for (const body of [{ ruleId }, { rule: onBilling }, { rule: onBilling }])
        expect(JSON.stringify(await world.replayed(body))).toBe(JSON.stringify(saved));
    });
    expect(items.filter(({ pk }) => !/#job|#usr|#set/.test(String(pk)))).toEqual([]);
    expect(await alerts.every(world.context())).toEqual([]);
  });

  test('that is done in many parts says what one in a single part does', async () => {
    const world = await aWorld();
    const start = world.context().now.getTime();
    await eachBatch(
      Array.from({ length: 400 }, (_, index) => index),
      { size: 1, parallel: 8 },
      async ([index = 0]) => {
        const at = new Date(start + index * MINUTE);
        const feedbackId = newId('feedback', at);
        const times = { createdAt: at.toISOString(), updatedAt: at.toISOString(), occurredAt: at.toISOString() };
        const after = aFeedback({ companyId: world.companyId, feedbackId, ...times });
        await keep(world.context(), feedbackEventsOf({ after }), new Date(at.getTime() + 1_000));
      },
    );
    world.after(401 * MINUTE);
    const whole = await world.replayed({ rule: onBilling });
    expect(whole.perKey).not.toEqual([]);
    let part = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (part += 10_000));
    const rows = await watchTable(() => world.replayed({ rule: onBilling }));
    clock.mockRestore();
    expect(rows.items.filter(({ checkpoint }) => checkpoint !== undefined).length).toBeGreaterThan(2);
    expect(rows.result).toEqual(whole);
  });

  test('of 90 days without a match is empty', async () => {
    const world = await aWorld();
    await world.submit({ category: 'shipping' });
    world.after(95 * DAY);
    await world.submit({ category: 'shipping' });
    world.after(5 * MINUTE);
    const { perWeek, byHour, ...rest } = await world.replayed({ rule: onBilling });
    expect(rest).toEqual({ alerts: [], perKey: [], notices: {}, approximate: [] });
    expect(perWeek).toHaveLength(14);
    expect([...perWeek.map(({ count }) => count), ...byHour].every((count) => count === 0)).toBe(true);
  });

  test('says that the journal begins later than its days, and leaves out what came before them', async () => {
    const world = await aWorld();
    await world.submit();
    world.after(2 * DAY);
    await world.submit();
    world.after(5 * MINUTE);
    expect(await world.replayed({ rule: onBilling })).toMatchObject({ approximate: ['journal_short'] });
    expect((await world.replayed({ rule: onBilling, days: 1 })).alerts).toHaveLength(1);
    expect(await world.replayed({ rule: onBilling, days: 2 })).toMatchObject({ approximate: [] });
  });

  test('says that words are looked for in texts as they are today', async () => {
    const world = await aWorld();
    const rule = { ...onBilling, match: { all: { q: 'charged' } } };
    const edited = await world.submit();
    const gone = await world.submit();
    world.after(5 * MINUTE);
    expect((await world.replayed({ rule })).approximate).toEqual(['journal_short']);
    await world.change(edited, editTo(edited, { comments: 'It is charged well now.' }));
    world.after(5 * MINUTE);
    expect((await world.replayed({ rule })).approximate).toEqual(['journal_short', 'text_edited']);
    await world.change(gone, (ctx) => remove(ctx, { feedbackId: gone }));
    world.after(5 * MINUTE);
    const { approximate, alerts: found } = await world.replayed({ rule });
    expect(approximate).toEqual(['journal_short', 'text_edited', 'text_gone']);
    expect(found.map(({ key }) => key)).toEqual([edited]);
  });

  test('of what was found early, and taken back later, is as live', async () => {
    const world = await aWorld();
    const rule = await world.rule({ match: { all: { urgency: 'critical' } } });
    world.after(MINUTE);
    const feedbackId = await world.submit();
    const early = { urgency: 'critical' as const, emotions: [], evidence: [], version: '1' };
    world.after(1_000);
    await world.analyse(feedbackId, { status: 'pending', early });
    world.after(MINUTE);
    await world.analyse(feedbackId, { status: 'done', urgency: 'critical' });
    world.after(MINUTE);
    await world.change(feedbackId, (ctx) => correct(ctx, { feedbackId, correction: { urgency: 'normal' } }));
    world.after(5 * MINUTE);
    const { alerts: found } = await world.replayed({ ruleId: rule.ruleId });
    expect(found).toMatchObject([{ key: feedbackId, count: 1, reason: 'no_longer_matches' }]);
    expect(lines(found)).toEqual(lines(await world.live(rule)));
  });

  test('follows how its rule was muted, from when it was', async () => {
    const world = await aWorld();
    const rule = await world.rule();
    world.after(MINUTE);
    await world.submit();
    world.after(MINUTE);
    const until = new Date(world.context().now.getTime() + 30 * MINUTE).toISOString();
    await world.changeRule(rule, (ctx) => mute(ctx, { ruleId: rule.ruleId, body: { until } }));
    world.after(MINUTE);
    await world.submit();
    world.after(60 * MINUTE);
    await world.tick();
    await world.submit();
    world.after(5 * MINUTE);
    const { alerts: found } = await world.replayed({ ruleId: rule.ruleId });
    const held = (all: readonly Pick<Alert, 'suppressedBy'>[]) => all.map(({ suppressedBy }) => suppressedBy);
    expect(held(found)).toEqual([undefined, 'mute', undefined]);
    expect(held(await world.live(rule))).toEqual(held(found));
    expect(found[1]?.releasedAt).toBe(until);
  });

  test('counts whom it would have told, by those whom the rule tells today', async () => {
    const world = await aWorld();
    await world.submit();
    world.after(MINUTE);
    await world.submit();
    world.after(5 * MINUTE);
    for (const userId of ['ada', 'bob'])
      await putPerson(world.context(), {
        userId,
        body: PutPerson.parse({ name: userId, email: `${userId}@example.com` }),
      });
    const rule = { ...onBilling, notify: { userIds: ['ada'] } };
    expect((await world.replayed({ rule })).notices).toEqual({ ada: 2 });
    expect((await world.replayed({ rule: { ...rule, groupBy: 'all' } })).notices).toEqual({ ada: 1 });
    const mild = { ...rule, severity: 'info', notify: { userIds: ['ada'], minSeverity: 'warning' } };
    expect((await world.replayed({ rule: mild })).notices).toEqual({});
  });
});
