import { describe, expect, test } from 'vitest';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { unitsOf } from '../testing/units.ts';
import { CreateAlertRule } from './alert-rule.schema.ts';
import { alertRuleSet } from './alert-rule.store.ts';
import { create, edit, list, mute, remove } from './alert-rule.ts';
import { giveReadyMade } from './ready-made.ts';
import { metricRulesFor, rulesFor } from './rule-set.ts';

const START = new Date('2026-11-20T10:00:00.000Z');
const later = (ctx: Context, seconds: number): Context =>
  ({ ...aContext({ companyId: ctx.companyId }), now: new Date(START.getTime() + seconds * 1_000) }) as Context;
const names = (rules: readonly { name: string }[]) => rules.map(({ name }) => name).toSorted();
const all = async (ctx: Context) => (await list(ctx, { limit: 200 })).items;
const body = CreateAlertRule.parse({ name: 'Mine', severity: 'info', match: { all: { source: 'chat' } } });

describe('the ready-made rules', () => {
  test('are there at the first use, in lists and for events, and two of them are switched on', async () => {
    const ctx = aContext({ now: START });
    expect(names(await rulesFor(ctx))).toEqual(['Critical message', 'Very unhappy customer']);
    const listed = await all(aContext());
    expect(listed).toHaveLength(8);
    expect(listed.filter(({ enabled }) => enabled)).toHaveLength(2);
    for (const rule of listed) {
      expect(rule).toMatchObject({ version: 1, epoch: 1, createdBy: { kind: 'system' } });
      expect(rule.notify.roles).toEqual(['admin', 'manager']);
    }
  });

  test('are made once, by however many at the same time', async () => {
    const ctx = aContext();
    await Promise.all([giveReadyMade(ctx), giveReadyMade(ctx), list(ctx, { limit: 10 }), rulesFor(ctx)]);
    expect(await all(ctx)).toHaveLength(8);
  });

  test('on numbers are two, switched off, and complete', async () => {
    const listed = (await all(aContext())).filter(({ kind }) => kind === 'metric');
    expect(listed).toMatchObject([
      { name: expect.any(String) as string, enabled: false, scope: { all: true } },
      { enabled: false, scope: { all: true } },
    ]);
    expect(names(listed)).toEqual(['CSAT falls', 'Volume spike']);
    expect(listed.map(({ minSample }) => Number(minSample)).toSorted((one, other) => one - other)).toEqual([5, 10]);
  });

  test('that came later are given to a company that has had the first ones, and none of those again', async () => {
    const ctx = aContext();
    await alertRuleSet.noteGiven(ctx, 1);
    expect(names(await all(ctx))).toEqual(['CSAT falls', 'Volume spike']);
  });

  test('are not made again when nothing is left of them', async () => {
    const ctx = aContext();
    for (const { ruleId } of await all(ctx)) {
      const Key = { pk: `${companyPrefix(ctx.companyId)}thr`, sk: ruleId };
      await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key }));
    }
    expect(await all(ctx)).toEqual([]);
  });

  test('once deleted do not come back, not even where the first use was interrupted', async () => {
    const ctx = aContext();
    const [first, ...others] = await all(ctx);
    if (!first) throw new Error('no rule');
    await remove(ctx, { ruleId: first.ruleId });
    await giveReadyMade(ctx);
    expect(names(await all(ctx))).toEqual(names(others));
    for (const { ruleId } of others) await remove(ctx, { ruleId });
    expect(await all(ctx)).toEqual([]);
    expect(await rulesFor(later(ctx, 60))).toEqual([]);
  });
});

describe('the rules of a company', () => {
  test('that were made, changed, muted or deleted are in force 30 seconds later', async () => {
    const ctx = aContext({ now: START });
    const mine = async (seconds: number) =>
      (await rulesFor(later(ctx, seconds))).find(({ name }) => name === body.name);
    expect(await mine(0)).toBeUndefined();
    const { ruleId } = await create(ctx, { body });
    expect(await mine(30)).toMatchObject({ severity: 'info' });
    await edit(ctx, { ruleId, body: { severity: 'warning' } });
    expect(await mine(60)).toMatchObject({ severity: 'warning' });
    const until = new Date(START.getTime() + 3_600_000).toISOString();
    await mute(ctx, { ruleId, body: { until } });
    expect(await mine(90)).toMatchObject({ mutedUntil: until });
    await edit(ctx, { ruleId, body: { enabled: false } });
    expect(await mine(120)).toBeUndefined();
    await edit(ctx, { ruleId, body: { enabled: true } });
    expect(await mine(150)).toBeDefined();
    await remove(ctx, { ruleId });
    expect(await mine(180)).toBeUndefined();
  });

  test('cost no read for 20 seconds, and one unit when they have not changed since', async () => {
    const ctx = aContext({ now: START });
    await rulesFor(ctx);
    const read = async (seconds: number) => (await unitsOf(() => rulesFor(later(ctx, seconds)))).units.total;
    expect(await read(19)).toBe(0);
    expect(await read(21)).toBeLessThanOrEqual(1);
    expect(await read(39)).toBe(0);
  });

  test('on numbers are told apart, and a company without any is given none for the asking', async () => {
    const ctx = aContext({ now: START });
    expect(await metricRulesFor(ctx)).toEqual([]);
    expect((await unitsOf(() => metricRulesFor(later(ctx, 9)))).units.total).toBe(0);
    const onNumber = CreateAlertRule.parse({
      name: 'Fewer',
      kind: 'metric',
      metric: 'csat_pct',
      scope: { all: true },
      test: { kind: 'threshold', direction: 'below', warning: 85 },
    });
    const { ruleId } = await create(ctx, { body: onNumber });
    expect(names(await metricRulesFor(later(ctx, 30)))).toEqual(['Fewer']);
    await edit(ctx, { ruleId, body: { enabled: false } });
    expect(await metricRulesFor(later(ctx, 60))).toEqual([]);
    await edit(ctx, { ruleId, body: { enabled: true } });
    expect(names(await metricRulesFor(later(ctx, 90)))).toEqual(['Fewer']);
    await remove(ctx, { ruleId });
    expect((await unitsOf(() => metricRulesFor(later(ctx, 120)))).units.total).toBeLessThanOrEqual(1);
    expect(await metricRulesFor(later(ctx, 130))).toEqual([]);
  });

  test('are never another company’s', async () => {
    const [one, other] = [aContext(), aContext()];
    await create(one, { body });
    expect(names(await rulesFor(one))).toContain('Mine');
    expect(names(await rulesFor(other))).not.toContain('Mine');
  });
});
