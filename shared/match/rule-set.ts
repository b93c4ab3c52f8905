import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import { type Draft, set } from '../kernel/change.ts';
import { type Context, systemContext } from '../kernel/context.ts';
import type { Id, IdKind } from '../kernel/id-kinds.ts';
import { deterministicId } from '../kernel/ids.ts';
import type { RecordBase, Store } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit, type TransactItem } from '../kernel/write.ts';

/**
 * What is said of a company's rules as a whole: how often they were changed, how many parts of the ready-made ones it has
 * had, and how many of its rules watch numbers and are switched on.
 */
type RuleSet = { changes?: number; given?: true | number; onMetrics?: number };

/** The row that says so for one kind of rule; its store counts each change `beside` the rule itself. */
export type RuleSetRow = {
  /** In the transaction of each change, so that whoever has the rules need not read them to know that they are current. */
  changed: (ctx: Context, onMetrics?: number) => TransactItem;
  /** Strongly consistent: one unit, however many rules there are. */
  read: (ctx: Context) => Promise<RuleSet>;
  /** Notes that a company has been given so many parts of the ready-made rules. */
  noteGiven: (ctx: Context, parts: number) => Promise<void>;
};

export function ruleSetRow(name: string): RuleSetRow {
  const keyOf = ({ companyId }: Pick<Context, 'companyId'>) => ({ pk: `${companyPrefix(companyId)}set`, sk: name });
  const update = (ctx: Context, expression: string, values: object): TransactItem => ({
    Update: {
      TableName: tableName(),
      Key: keyOf(ctx),
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
    },
  });
  return {
    changed: (ctx, onMetrics = 0) =>
      onMetrics === 0
        ? update(ctx, 'ADD changes :one', { ':one': 1 })
        : update(ctx, 'ADD changes :one, onMetrics :by', { ':one': 1, ':by': onMetrics }),
    async read(ctx) {
      const get = new GetCommand({ TableName: tableName(), Key: keyOf(ctx), ConsistentRead: true });
      return ((await ctx.db.send(get)).Item ?? {}) as RuleSet;
    },
    noteGiven: (ctx, parts) => commit(ctx, [update(ctx, 'SET given = :parts', { ':parts': parts })]),
  };
}

/** They stand below what the company makes itself. */
const MADE_AT = new Date('2020-01-01T00:00:00.000Z');

/** How many parts a company has been given; at first there was one, and no number. */
const givenOf = ({ given = 0 }: RuleSet): number => Number(given);

/**
 * Gives a company the ready-made rules of a kind, each part of them once in its life; it may change and delete them as any other. Their ids
 * are known beforehand: of two that do so at once, or of one that died over it and one that comes later, nobody makes a
 * rule twice, nor again what was deleted since.
 */
export async function giveReadyMade<K extends IdKind, R extends RecordBase & { ruleId: Id<K> }>(
  ctx: Context,
  store: Store<R, 'ruleId'>,
  row: RuleSetRow,
  parts: readonly (() => Readonly<Record<string, Omit<Draft<R>, 'ruleId'>>>)[],
): Promise<void> {
  const own = systemContext(ctx.companyId, 'ready-made', { now: ctx.now, requestId: ctx.requestId });
  const had = givenOf(await row.read(own));
  for (const [name, draft] of parts.slice(had).flatMap((part) => Object.entries(part()))) {
    const ruleId = deterministicId(store.kind as K, MADE_AT, `${ctx.companyId}#${name}`);
    // Also of a deleted one there is a row still; where that is gone, too, the rule set says that they were given.
    if (await store.find(own, ruleId)) continue;
    try {
      await set(own, store, ruleId, 'create', (before) => before ?? ({ ...draft, ruleId } as unknown as Draft<R>));
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
  await row.noteGiven(own, parts.length);
}

/** A company that has made as many rules as it may before it was given these has no need of them. */
const isFull = (error: unknown): boolean => error instanceof Problem && error.code === 'conflict';

/** How often the rules of a company were changed, after it has been given what it gets. */
export async function changesOf(
  ctx: Context,
  row: RuleSetRow,
  { parts, give }: { parts: number; give: (ctx: Context) => Promise<void> },
): Promise<number> {
  const before = await row.read(ctx);
  if (givenOf(before) >= parts) return before.changes ?? 0;
  await give(ctx);
  return (await row.read(ctx)).changes ?? 0;
}

/** A rule that was saved is in force 30 seconds later; the rest is for a batch of events that is under way. */
const FRESH_MS = 20_000;
const MOST_COMPANIES = 1_000;

type Cached<R> = { until: number; changes: number; rules: Promise<readonly R[]> };

/**
 * The rules of a company that `read` returns. They stay in the process; every 20 seconds one row says whether any was
 * changed, and only then they are read again.
 */
export function cachedRules<R>(
  changes: (ctx: Context) => Promise<number>,
  read: (ctx: Context) => Promise<readonly R[]>,
): (ctx: Context) => Promise<readonly R[]> {
  const cache = new Map<string, Cached<R>>();
  return async (ctx) => {
    const now = ctx.now.getTime();
    const cached = cache.get(ctx.companyId);
    if (cached && now < cached.until) return cached.rules;
    // Before the rules: a change in between makes them be read once more.
    const changed = await changes(ctx);
    if (cache.size > MOST_COMPANIES) cache.clear();
    const rules = cached?.changes === changed ? cached.rules : read(ctx);
    cache.set(ctx.companyId, { until: now + FRESH_MS, changes: changed, rules });
    rules.catch(() => cache.delete(ctx.companyId));
    return rules;
  };
}
