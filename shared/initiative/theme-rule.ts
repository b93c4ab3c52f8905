import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { jsonEqual } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Watching } from '../match/judge-event.ts';
import { cachedRules, ruleSetRow } from '../match/rule-set.ts';
import type { Initiative } from './initiative.schema.ts';

const MOST_RULES = 100;
/**
 * So old a record may have been when it came, and so long after it came its later changes count. It is below the 30 days
 * for which a link that was let go is remembered, so what somebody unlinked no rule links again.
 */
export const NEW_DAYS = 28;

/** A theme rule as the linker reads it, oldest initiative first. */
export type Rule = Watching & { initiativeId: Id<'initiative'>; since: string };
type Row = { sk: Id<'initiative'>; match: Rule['match']; since: string };

const ruleSet = ruleSetRow('theme-rule-set');
const partition = ({ companyId }: Pick<Context, 'companyId'>): string => `${companyPrefix(companyId)}inr`;

/** The rules alone, apart from initiatives with their texts; read again only when one was changed. */
export const themeRules = cachedRules(
  async (ctx) => (await ruleSet.read(ctx)).changes ?? 0,
  async (ctx) => {
    const rules: Rule[] = [];
    for await (const rows of walkPartition<Row>(ctx, partition(ctx)))
      rules.push(...rows.map(({ sk, match, since }) => ({ initiativeId: sk, match, since, maxAgeDays: NEW_DAYS })));
    return rules;
  },
);

const ruleOf = (one: Stored<Initiative> | undefined) =>
  one?.deletedAt === undefined ? (one?.themeRule ?? undefined) : undefined;

/** What is written with an initiative whose rule came, changed or went. */
export function ruleWrites(ctx: Context, after: Stored<Initiative>, before?: Stored<Initiative>): TransactItem[] {
  const [rule, was] = [ruleOf(after), ruleOf(before)];
  if (jsonEqual(rule, was)) return [];
  const TableName = tableName();
  const Key = { pk: partition(ctx), sk: after.initiativeId };
  const row: TransactItem = rule ? { Put: { TableName, Item: { ...Key, ...rule } } } : { Delete: { TableName, Key } };
  return [row, ruleSet.changed(ctx)];
}

/**
 * The rule of an initiative with the time from which it holds: a changed one from now on. `conflict` where a company has a
 * hundred; of two at the same moment one more may pass.
 */
export async function settledRule(
  ctx: Context,
  { themeRule }: Pick<Initiative, 'themeRule'>,
  before: Pick<Initiative, 'themeRule'> | undefined,
): Promise<Initiative['themeRule']> {
  if (!themeRule) return undefined;
  const was = before?.themeRule;
  if (was && jsonEqual(was.match, themeRule.match)) return was;
  if (!was) await refuseMore(ctx);
  return { match: themeRule.match, since: ctx.now.toISOString() };
}

async function refuseMore(ctx: Context): Promise<void> {
  let rules = 0;
  for await (const rows of walkPartition(ctx, partition(ctx))) rules += rows.length;
  if (rules >= MOST_RULES) throw new Problem('conflict', `A company has at most ${MOST_RULES} theme rules.`);
}
