import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eachBatch } from '../../kernel/batches.ts';
import { addDays } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import { tableName } from '../../kernel/table.ts';
import type { Countable } from '../../metrics/contribution.ts';
import { storedName } from '../../metrics/counter-names.ts';
import { countedFeedback } from '../../metrics/feedback.counted.ts';
import { rowKey } from '../../metrics/rollup.keys.ts';
import { Totals } from '../../metrics/totals.ts';
import { oneOf, randomOf } from '../../testing/random.ts';

const zone = { timeZone: 'UTC', dayBoundary: '00:00' };
const DAYS = 460;
const names = (prefix: string, many: number): string[] =>
  Array.from({ length: many }, (_, index) => `${prefix}-${index}`);
const [agents, channels, categories] = [names('agent', 12), names('channel', 5), names('category', 9)];

/** A record of one of the days before `today`, of 12 agents in 3 teams, with all scores. */
function aRecord(random: () => number, today: string): Countable {
  const agent = Math.floor(random() * agents.length);
  const score = (metric: string, min: number, max: number) => ({
    metric,
    value: min + Math.floor(random() * (max - min + 1)),
    scaleMin: min,
    scaleMax: max,
  });
  return {
    feedbackId: 'fb_1',
    ledgerPage: 'fb_1',
    occurredAt: `${addDays(today, -Math.floor(random() * DAYS))}T10:00:00.000Z`,
    source: 'survey',
    category: oneOf(random, categories),
    comments: random() < 0.5 ? 'Good' : undefined,
    scores: [score('nps', 0, 10), score('csat', 1, 5), score('ces', 1, 7)],
    snapshot: { agentId: agents[agent], teamId: `team-${agent % 3}`, channel: oneOf(random, channels) },
    analysis: { status: 'done', sentiment: oneOf(random, ['positive', 'neutral', 'negative']), urgency: 'normal' },
  };
}

/**
 * Writes the counter rows of so many random records of the last 460 days, each `times` over, as their fold leaves them: what
 * stands behind them is left out, because nothing of a dashboard reads it.
 */
export async function countedRows(ctx: Context, many: number, times = 1): Promise<void> {
  const random = randomOf(many);
  const today = ctx.now.toISOString().slice(0, 10);
  const totals = new Totals(countedFeedback);
  for (let index = 0; index < many; index++) {
    for (const one of countedFeedback.contributions(aRecord(random, today), zone)) {
      const counters = Object.fromEntries(Object.entries(one.counters).map(([name, by]) => [name, by * times]));
      totals.add({ ...one, counters }, 1);
    }
  }
  const items = totals.deltas().map(({ deltas, ...row }) => ({
    ...rowKey(ctx.companyId, row),
    ...Object.fromEntries([...deltas].map(([name, count]) => [storedName(name), count])),
  }));
  await eachBatch(items, { size: 25, parallel: 4 }, async (some) => {
    const RequestItems = { [tableName()]: some.map((Item) => ({ PutRequest: { Item } })) };
    await ctx.db.send(new BatchWriteCommand({ RequestItems }));
  });
}
