import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { analysisSettings } from '../analysis/settings.ts';
import { type Cost, costOf, unitsIn } from '../analysis/units.ts';
import { roomForJobs } from '../analysis/usage.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { invalid, Problem } from '../http/problem.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';
import { type CreateEstimate, type Estimate, JobInput } from './estimate.schema.ts';
import { priceOf } from './price.ts';
import { askedOf, documentOf, isOpenTo, isSelected, spanOf } from './selected.ts';

const KEPT_MS = 3_600_000;

const estimateKey = ({ companyId }: Pick<Context, 'companyId'>, estimateId: Id<'estimate'>) => ({
  pk: `${companyPrefix(companyId)}est`,
  sk: estimateId,
});

/**
 * Counts what doing parts of the analysis of stored texts anew would take, and keeps it for an hour so that a job can be
 * started with it. Calls no service. 400 where more matches than can be counted in one request.
 */
export async function estimate(ctx: Context, { body }: { body: CreateEstimate }): Promise<Estimate> {
  const { filter } = body;
  const parts = new Set(body.parts);
  const asked = askedOf(parts);
  const [settings, span] = await Promise.all([analysisSettings(ctx), spanOf(ctx, filter)]);
  const languages = new Map<string, { texts: number; units: number }>();
  for await (const records of walkSpan(ctx, span, 'oldest')) {
    for (const record of records) {
      if (!isOpenTo(parts, record) || !(await isSelected(ctx, filter, record))) continue;
      const document = documentOf(record);
      const cost = asked.size === 0 ? 0 : unitsIn(expectedCost(document, settings.defaultLanguage, asked));
      const language = document.language ?? 'und';
      const { texts, units } = languages.get(language) ?? { texts: 0, units: 0 };
      languages.set(language, { texts: texts + 1, units: units + cost });
    }
    if (isLate(ctx))
      throw invalid({
        pointer: '#/filter',
        detail: 'matches too much to be counted at once; narrow it by from and to',
      });
  }
  const byLanguage = [...languages]
    .map(([language, counted]) => ({ language, ...counted }))
    .toSorted((one, other) => other.texts - one.texts || (one.language < other.language ? -1 : 1));
  const [texts, units] = (['texts', 'units'] as const).map((name) =>
    byLanguage.reduce((sum, counted) => sum + counted[name], 0),
  ) as [number, number];
  const made: Estimate = {
    estimateId: newId('estimate', ctx.now),
    expiresAt: new Date(ctx.now.getTime() + KEPT_MS).toISOString(),
    texts,
    byLanguage,
    units,
    price: priceOf(units),
    fits: units <= (await roomForJobs(ctx, settings.monthlyBudgetUnits)),
  };
  const input: JobInput = { ...body, ...span, texts };
  const Item = {
    ...estimateKey(ctx, made.estimateId),
    input,
    units,
    expiresAt: Math.ceil(Date.parse(made.expiresAt) / 1_000),
  };
  await commit(ctx, [{ Put: { TableName: tableName(), Item } }], { body: made, headers: {} });
  return made;
}

/** Where nobody has told the language of a text, it is asked for, and will mostly be the company's own. */
function expectedCost(
  document: Parameters<typeof costOf>[0],
  defaultLanguage: string,
  asked: Parameters<typeof costOf>[2],
): Cost {
  return costOf(document, document.language ?? defaultLanguage, asked);
}

/** What an estimate has counted; 409 once its hour is over, or where the company has no such one. */
export async function estimated(ctx: Context, estimateId: Id<'estimate'>): Promise<{ input: JobInput; units: number }> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: estimateKey(ctx, estimateId), ConsistentRead: true }),
  );
  // TTL removes late: what is past its time is gone.
  if (!Item || Number(Item['expiresAt']) * 1_000 <= ctx.now.getTime())
    throw new Problem('conflict', 'There is no such estimate any more; make another one.');
  return { input: JobInput.parse(Item['input']), units: Number(Item['units']) };
}
