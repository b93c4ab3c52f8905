import { counterName } from '../counter-names.ts';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../../kernel/context.ts';
import { tableName } from '../../kernel/table.ts';
import type { Countable } from '../contribution.ts';
import type { CountingSettings, RecordChange } from '../counted-kind.ts';
import { countedFeedback } from '../feedback.counted.ts';
import { dayPartition, daySort, monthPartition, monthSort } from '../rollup.keys.ts';
import { applyChanges, tableStore } from '../rollup.ts';
import type { Rows } from './memory-store.ts';

/** The change that created a record: one CSAT answer, told apart by its index. */
export function aChange(index: number, overrides: { page?: string; day?: string } = {}): RecordChange<Countable> {
  const feedbackId = `fb_${index}`;
  const page = overrides.page ?? feedbackId;
  return {
    id: feedbackId,
    month: '2026-11',
    page,
    revision: 1,
    record: {
      feedbackId,
      ledgerPage: page,
      occurredAt: `${overrides.day ?? '2026-11-21'}T10:00:00.000Z`,
      source: 'survey',
      type: 'survey_response',
      category: ['billing', 'shipping', 'product'][index % 3],
      scores: [{ metric: 'csat', value: (index % 5) + 1, scaleMin: 1, scaleMax: 5 }],
      comments: index % 2 === 0 ? 'Thank you' : undefined,
      snapshot: { agentId: `agent-${index % 6}`, teamId: `team-${index % 2}`, resolutionMinutes: 10 + (index % 3) },
      analysis: { status: 'pending' },
    },
  };
}

/** A countable record with the number that orders its changes. */
export type Revised = Countable & { revision: number };

/** A record with one NPS answer on 21 November 2026. */
export const nps = (index: number, value: number, more: Partial<Revised> = {}): Revised => ({
  feedbackId: `fb_${index}`,
  revision: 1,
  ledgerPage: `fb_${Math.floor(index / 50)}`,
  occurredAt: '2026-11-21T10:00:00.000Z',
  source: 'survey',
  scores: [{ metric: 'nps', value, scaleMin: 0, scaleMax: 10 }],
  ...more,
});

/** Counts records as the stream reader would. */
export async function count(
  ctx: Context,
  records: readonly Revised[],
  settings: CountingSettings = { timeZone: 'UTC', dayBoundary: '00:00' },
): Promise<void> {
  const changes = records.map((record) => ({
    id: record.feedbackId,
    month: record.occurredAt.slice(0, 7),
    page: record.ledgerPage,
    revision: record.revision,
    record,
  }));
  await applyChanges(
    tableStore(ctx, countedFeedback, () => Promise.resolve(settings)),
    changes,
  );
}

/** The stored counters of the rows named, read strongly consistent. */
export async function storedRows(ctx: Context, ids: Iterable<string>): Promise<Rows> {
  const rows: Rows = new Map();
  const wanted = new Map([...ids].map((id) => [JSON.stringify(keyOf(ctx.companyId, id)), id]));
  const keys = [...wanted.keys()].map((key) => JSON.parse(key) as { pk: string; sk: string });
  for (let at = 0; at < keys.length; at += 100) {
    const { Responses } = await ctx.db.send(
      new BatchGetCommand({
        RequestItems: { [tableName()]: { Keys: keys.slice(at, at + 100), ConsistentRead: true } },
      }),
    );
    for (const { pk, sk, ...counters } of Responses?.[tableName()] ?? []) {
      rows.set(
        wanted.get(JSON.stringify({ pk, sk })) ?? `${pk}/${sk}`,
        new Map(Object.entries(counters as Record<string, number>).map(([name, count]) => [counterName(name), count])),
      );
    }
  }
  return rows;
}

function keyOf(companyId: string, id: string): { pk: string; sk: string } {
  const [dimension = '', grain, period = '', ...key] = id.split(' ');
  const name = key.join(' ');
  return grain === 'day'
    ? { pk: dayPartition(companyId, dimension, period.slice(0, 7)), sk: daySort(name, period) }
    : { pk: monthPartition(companyId, dimension, period.slice(0, 4)), sk: monthSort(name, period) };
}
