import { beforeAll, describe, expect, test, vi } from 'vitest';
import { EditFeedback } from '../feedback/feedback.requests.schema.ts';
import { correct, edit, exclude, include } from '../feedback/feedback.ts';
import { settingOff } from '../feedback/watched-events.ts';
import { followUpIdOf } from '../follow-up/follow-up.ts';
import { followUps } from '../follow-up/follow-up.store.ts';
import { CreateFollowUpRule, type FollowUpRule } from '../follow-up-rule/follow-up-rule.schema.ts';
import { create } from '../follow-up-rule/follow-up-rule.ts';
import { followUpRuleSet } from '../follow-up-rule/follow-up-rule.store.ts';
import { openFor } from '../follow-up-rule/opener.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { awayIs, knows } from '../people/testing/given.ts';
import { oneOf, randomOf } from '../testing/random.ts';
import { aWorldOf } from '../replay/testing/world.ts';
import { ownTable } from '../testing/own-table.ts';
import { useQueues } from '../testing/queues.ts';
import { watchTable } from '../testing/watch-table.ts';
import { replay } from './replay.ts';
import { followUpRuleReplay } from './replay.job.ts';
import { FollowUpRuleReplay, ReplayFollowUpRule } from './replay.schema.ts';

useQueues();
beforeAll(() => ownTable());

const MINUTE = 60_000;
const DAY = 86_400_000;
const people = ['ada', 'bob', 'eve'];
const turns = { mode: 'round_robin', userIds: people } as const;
const onBilling = { name: 'Billing', order: 10, match: { all: { category: 'billing' } }, assign: turns };

/** A company whose opener sees every change as it happens. */
async function aWorld() {
  const opens: ReadonlySet<string> = new Set(settingOff);
  const world = aWorldOf(async (ctx, type, event) => {
    if (opens.has(type)) await openFor(ctx, event);
  });
  const { context } = world;
  await followUpRuleSet.noteGiven(context(), 9);
  await knows(context(), ...people);
  return {
    ...world,
    rule: (more: object = {}): Promise<FollowUpRule> =>
      create(context(), { body: CreateFollowUpRule.parse({ ...onBilling, ...more }) }),
    async live({ ruleId }: FollowUpRule, ids: readonly Id<'feedback'>[]) {
      const all = await Promise.all(ids.map((id) => followUps.find(context(), followUpIdOf(id))));
      const items = all.filter((one) => one !== undefined).filter((one) => one.ruleId === ruleId);
      const perOwner = Map.groupBy(items, ({ ownerId }) => ownerId ?? 'nobody');
      return {
        opened: items.length,
        perOwner: Object.fromEntries([...perOwner].map(([who, own]) => [who, own.length])),
      };
    },
    async replayed(body: object): Promise<FollowUpRuleReplay> {
      const { jobId } = await replay(context(), { body: ReplayFollowUpRule.parse({ days: 90, ...body }) });
      return FollowUpRuleReplay.parse(await world.resultOf(followUpRuleReplay, jobId));
    },
  };
}

const editTo = (feedbackId: Id<'feedback'>, given: object) => (ctx: Context) =>
  edit(ctx, { feedbackId, edit: EditFeedback.parse(given) });

test('100 random changes of stored records, played live on a test clock, then replayed: each rule has opened the same, for the same people', async () => {
  const world = await aWorld();
  await awayIs(world.context(), 'eve', '2099-01-01T00:00:00.000Z');
  const rules = [
    await world.rule({ order: 5, match: { all: { sentiment: 'negative', category: 'app' } } }),
    await world.rule(),
    await world.rule({
      order: 20,
      match: { all: { q: 'nobody answers' } },
      assign: { ...turns, mode: 'least_loaded' },
    }),
    await world.rule({ order: 30, match: { all: { urgency: 'critical' } }, enabled: false }),
  ];
  world.after(MINUTE);
  const random = randomOf(11);
  const ids: Id<'feedback'>[] = [];
  const early = { urgency: 'critical' as const, emotions: [], evidence: [], version: '1' };
  for (let index = 0; index < 100; index++) {
    world.after(random() * 10 * MINUTE);
    const feedbackId = oneOf(random, ids);
    const category = oneOf(random, ['billing', 'shipping', 'app']);
    if (feedbackId === undefined || random() < 0.35) {
      const occurredAt = new Date(world.clock().getTime() - (random() < 0.1 ? 20 : 0) * DAY).toISOString();
      const comments = oneOf(random, ['Nobody answers.', 'All is well.']);
      ids.push(await world.submit({ category, occurredAt, comments, subject: 'One' }, random() * 5_000));
    } else
      await oneOf<() => Promise<void>>(random, [
        () => world.analyse(feedbackId, { status: 'pending', early }),
        () => world.analyse(feedbackId, { status: 'done', sentiment: oneOf(random, ['negative', 'positive']) }),
        () => world.analyse(feedbackId, { status: 'done', sentiment: 'negative' }),
        () => world.change(feedbackId, (ctx) => correct(ctx, { feedbackId, correction: { sentiment: 'neutral' } })),
        () => world.change(feedbackId, editTo(feedbackId, { category }), random() * 30_000),
        () => world.change(feedbackId, (ctx) => exclude(ctx, { feedbackId, reason: 'test' })),
        () => world.change(feedbackId, (ctx) => include(ctx, { feedbackId })),
      ])();
  }
  world.after(5 * MINUTE);
  for (const rule of rules.slice(0, 3)) {
    const live = await world.live(rule, ids);
    const { opened, perOwner, unassigned, perWeek } = await world.replayed({ ruleId: rule.ruleId });
    expect({ opened, perOwner }).toEqual(live);
    expect(opened).toBeGreaterThan(1);
    expect(unassigned).toBe(0);
    expect(perOwner).not.toHaveProperty('eve');
    expect(perWeek.reduce((sum, { count }) => sum + count, 0)).toBe(opened);
  }
  expect(await world.live(rules[3] as FollowUpRule, ids)).toEqual({ opened: 0, perOwner: {} });
}, 120_000);

describe('a replay', () => {
  test('of a saved and of an unsaved equal rule agree, two replays give the same bytes, and nothing is opened', async () => {
    const world = await aWorld();
    for (let count = 0; count < 6; count++) {
      await world.submit({ category: count % 3 === 0 ? 'shipping' : 'billing' });
      world.after(20 * MINUTE);
    }
    const { ruleId } = await world.rule({ enabled: false });
    const { items } = await watchTable(async () => {
      const saved = await world.replayed({ ruleId });
      expect(saved).toMatchObject({ opened: 4, perOwner: { ada: 2, bob: 1, eve: 1 }, approximate: ['journal_short'] });
      for (const body of [{ ruleId }, { rule: onBilling }, { rule: onBilling }])
        expect(JSON.stringify(await world.replayed(body))).toBe(JSON.stringify(saved));
    });
    expect(items.filter(({ pk }) => !/#job|#usr|#set/.test(String(pk)))).toEqual([]);
  });

  test('that is done in many parts says what one in a single part does', async () => {
    const world = await aWorld();
    for (let count = 0; count < 5; count++) {
      await world.submit();
      world.after(20 * MINUTE);
    }
    // Each row of the journal more than fills a part.
    const rule = { ...onBilling, assign: { ...turns, mode: 'least_loaded' } };
    const whole = await world.replayed({ rule });
    expect(whole).toMatchObject({ opened: 5, approximate: ['journal_short', 'loads_unknown'] });
    let part = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (part += 10_000));
    const again = await world.replayed({ rule });
    clock.mockRestore();
    expect(again).toEqual(whole);
  });

  test('of 90 days without a match is empty', async () => {
    const world = await aWorld();
    await world.submit({ category: 'shipping' });
    world.after(95 * DAY);
    await world.submit({ category: 'shipping' });
    world.after(5 * MINUTE);
    const { perWeek, ...rest } = await world.replayed({ rule: onBilling });
    expect(rest).toEqual({ opened: 0, perOwner: {}, unassigned: 0, approximate: [] });
    expect(perWeek.map(({ count }) => count)).toEqual(Array.from({ length: 14 }, () => 0));
  });

  test('says that words are looked for in texts as they are today, and that its company had other rules', async () => {
    const world = await aWorld();
    const rule = { ...onBilling, match: { all: { q: 'charged' } } };
    const feedbackId = await world.submit();
    world.after(MINUTE);
    await world.change(feedbackId, editTo(feedbackId, { comments: 'It is fine.', subject: 'Fine' }));
    world.after(5 * MINUTE);
    expect(await world.replayed({ rule })).toMatchObject({ opened: 0, approximate: ['journal_short', 'text_edited'] });
    const other = await world.rule({ order: 1 });
    const detail = { ...other, eventId: 'one:1', recordRevision: 1, at: world.clock().toISOString() };
    await world.happen([{ type: 'FollowUpRuleCreated', detail }], 1_000);
    world.after(5 * MINUTE);
    expect((await world.replayed({ rule: onBilling })).approximate).toEqual(['journal_short', 'rules_changed']);
    expect((await world.replayed({ ruleId: other.ruleId })).approximate).toEqual(['journal_short']);
  });
});
