import { setTimeout as sleep } from 'node:timers/promises';
import { auditRoutes } from '../../shared/audit/audit.routes.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../shared/feedback/feedback.schema.ts';
import { client } from '../../shared/http/client.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { secondsSince } from './launched.ts';
import { wordOf } from './records.ts';
import { eventually } from './running.ts';
import type { Access, Acknowledged } from './send.ts';

const SEARCHES = 4;
const LOOK_AGAIN_MS = 1_000;
const DAY_MS = 86_400_000;
/** The demo company's texts are of 90. */
const DAYS = 95;
const range = { from: day(DAYS), to: day(0) };

/** What a company has of the records that were acknowledged to it. Whole when `lost`, `doubled`, `drift` are 0 and all else is equal. */
export type Stock = {
  acknowledged: number;
  /** Acknowledged records that the list does not show under their id. */
  lost: number;
  /** Records that the list shows, those included whose answer got lost. */
  stored: number;
  /** Records beyond the first with the same external id. */
  doubled: number;
  /** By the metric of the volume. */
  counted: number;
  /** Stored records that the search for their word finds. */
  found: number;
  /** Stored records whose arrival is noted in the audit trail, once. */
  audited: number;
  /** Counters that differ from what the records add up to. */
  drift: number;
  /** Until all of this was so, in seconds. */
  settledSeconds: number;
};

/**
 * Looks until every stored record is counted, found and audited and no number drifts, or the time is over; returns what was
 * so at the end. Changes that are on their way take seconds to be counted.
 */
export async function takeStock(access: Access, acknowledged: Acknowledged, withinMs: number): Promise<Stock> {
  const began = performance.now();
  const left = (): number => withinMs - (performance.now() - began);
  const listed = await eventually(() => list(access), left());
  const stored = new Map(listed.map(({ externalId, feedbackId }) => [externalId, feedbackId]));
  const ids = new Set(stored.values());
  const reached = async (wanted: number, look: () => Promise<number>): Promise<number> => {
    for (;;) {
      const seen = await eventually(look, left());
      if (seen === wanted || left() <= 0) return seen;
      await sleep(LOOK_AGAIN_MS);
    }
  };
  const metrics = client(metricsRoutes, access);
  const counted = await reached(
    ids.size,
    async () => (await metrics.read({ params: { name: 'volume' }, query: range })).total.n,
  );
  const found = await reached(listed.length, searchFor(access, listed));
  const audited = await reached(ids.size, () => audit(access, ids));
  const drift = await reached(0, async () => {
    let sum = 0;
    for (const query of months()) sum += (await metrics.reconcile({ query })).drift;
    return sum;
  });
  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter(([externalId, feedbackId]) => stored.get(externalId) !== feedbackId).length,
    stored: ids.size,
    doubled: listed.length - stored.size,
    counted,
    found,
    audited,
    drift,
    settledSeconds: secondsSince(began),
  };
}

/** The same numbers for a company of which nothing is missing. */
export const wholeOf = (stock: Stock): Stock => ({
  ...stock,
  lost: 0,
  doubled: 0,
  counted: stock.stored,
  found: stock.stored,
  audited: stock.stored,
  drift: 0,
});

export const describeStock = (stock: Stock): string =>
  `${stock.acknowledged} acknowledged, ${stock.lost} lost, ${stock.doubled} doubled, ${stock.stored} there, ` +
  `${stock.counted} counted, ${stock.found} found, ${stock.audited} audited, drift ${stock.drift}, ` +
  `settled in ${stock.settledSeconds} s`;

const list = (access: Access) => {
  const feedback = client(feedbackRoutes, access);
  return all((cursor) => feedback.list({ query: { limit: 200, cursor } }));
};

/** How many of the ids their words find; a word whose records have all been found is not searched again. */
function searchFor(access: Access, records: readonly Feedback[]): () => Promise<number> {
  const feedback = client(feedbackRoutes, access);
  const missing = Map.groupBy(records, ({ comments = '' }) => wordOf(comments));
  const sought = new Map(
    [...missing].map(([word, those]) => [word, new Set(those.map(({ feedbackId }) => feedbackId))]),
  );
  return async () => {
    const words = [...sought.keys()];
    const search = async (): Promise<void> => {
      for (let q = words.pop(); q !== undefined; q = words.pop()) {
        const ids = sought.get(q);
        const hits = await all((cursor) => feedback.list({ query: { q, limit: 200, cursor } }));
        for (const { feedbackId } of hits) ids?.delete(feedbackId);
        if (ids?.size === 0) sought.delete(q);
      }
    };
    await Promise.all(Array.from({ length: SEARCHES }, search));
    return records.length - [...sought.values()].reduce((sum, { size }) => sum + size, 0);
  };
}

async function audit(access: Access, ids: ReadonlySet<string>): Promise<number> {
  const entries = client(auditRoutes, access);
  // A run may pass from one month into the next.
  const months = [...new Set([day(1), day(0)].map((date) => date.slice(0, 7)))];
  const pages = months.map((month) => all((cursor) => entries.list({ query: { month, limit: 200, cursor } })));
  const received = (await Promise.all(pages)).flat().filter(({ action }) => action === 'FeedbackReceived');
  const times = Map.groupBy(received, ({ recordId }) => recordId);
  return [...ids].filter((id) => times.get(id)?.length === 1).length;
}

async function all<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const read = await page(cursor);
    items.push(...read.items);
    cursor = read.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** The range month by month: what is read for one request has to be read in its time. */
function months(): { from: string; to: string }[] {
  const days = Array.from({ length: DAYS + 1 }, (_, ago) => day(DAYS - ago));
  const byMonth = Map.groupBy(days, (date) => date.slice(0, 7));
  return [...byMonth.values()].map((dates) => ({ from: dates[0] ?? '', to: dates.at(-1) ?? '' }));
}

function day(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
}
