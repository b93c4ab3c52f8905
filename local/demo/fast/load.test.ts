import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { handler as changes } from '../../../events/streams/changes/handler.ts';
import { analyse } from '../../../shared/analysis/analysis.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import { entryOf, record } from '../../../shared/audit/audit.ts';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import type { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import { feedbackText } from '../../../shared/feedback/feedback.search.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { submit } from '../../../shared/feedback/feedback.submit.ts';
import { find } from '../../../shared/feedback/feedback.walk.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { fileText } from '../../../shared/kernel/search-text.ts';
import { writeAll } from '../../../shared/kernel/write-all.ts';
import { baseClient, tableName } from '../../../shared/kernel/table.ts';
import { reconcile } from '../../../shared/metrics/reconcile.ts';
import { sweepOf } from '../../../shared/metrics/sweep.ts';
import { watch } from '../../../shared/praise/follow.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { demoHistory, type History } from '../history/generate.ts';
import type { Said } from '../history/said.ts';
import { actingOn, feedbackIdOf, feedbackRows, findingsFor } from './feedback.ts';
import { seedOf } from '../seed-of.ts';
import { beginningOf, companyOf, loadHistory, rowsOf } from './load.ts';

// Whole tables are compared.
beforeAll(() => ownTable());
useBus();
useQueues();
useStandIn();

const NOW = new Date('2026-12-01T00:00:00.000Z');
const COMPANY = 'demo';
const LATE = 600_000;
const SAMPLE = 500;
const ctx = () => systemContext(COMPANY, 'test', { now: NOW });
type Item = Record<string, unknown> & { pk: string; sk: string };

/** What a table holds of a company at {@link NOW}: what is past its time has gone. */
async function table(): Promise<Map<string, Item>> {
  const items: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await baseClient().send(
      new ScanCommand({ TableName: tableName(), ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    );
    items.push(...((page.Items ?? []) as Item[]));
    from = page.LastEvaluatedKey;
  } while (from);
  const isKept = ({ pk, expiresAt = Infinity }: Item) =>
    pk.startsWith('c#') && Number(expiresAt) > NOW.getTime() / 1_000;
  return new Map(items.filter(isKept).map((item) => [`${item.pk} ${item.sk}`, item]));
}

/** What the keys of a company's rows begin with: the kinds of rows that there are. */
const kindsIn = (rows: ReadonlyMap<string, Item>): string[] =>
  [...new Set([...rows.values()].map(({ pk }) => pk.split('#')[2] ?? pk))].toSorted();

/** Images of feedback that analyses write one after the other, as the stream tells them. */
async function watchingUpdates(work: () => Promise<unknown>) {
  const images: StoredFeedback[] = [];
  type Step = (args: { input: { Key?: { pk: string; sk: string } } }) => Promise<unknown>;
  const stack = baseClient().middlewareStack;
  const middleware =
    (next: Step, { commandName }: { commandName?: string }) =>
    async (args: Parameters<Step>[0]) => {
      const result = await next(args);
      const { pk = '', sk = '' } = args.input.Key ?? {};
      if (commandName === 'UpdateItemCommand' && pk.includes('#fb#'))
        images.push((await find(ctx(), sk as Id<'feedback'>)) as StoredFeedback);
      return result;
    };
  stack.add(middleware as never, { step: 'initialize', name: 'watchingUpdates' });
  await work();
  stack.remove('watchingUpdates');
  return images;
}

const together = async <T>(list: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < list.length; from += 10) await Promise.all(list.slice(from, from + 10).map(act));
};

/** Sends records through the product: what `POST /feedback` does, then all that follows behind the stream and the bus. */
async function throughProduct(records: readonly Said[]): Promise<void> {
  const saidOf = new Map(records.map((said) => [feedbackIdOf(COMPANY, said), said]));
  const last = new Map<string, StoredFeedback>();
  const follow = async (images: readonly StoredFeedback[]): Promise<void> => {
    const told = images.map((after) => {
      const before = last.get(after.feedbackId);
      last.set(after.feedbackId, after);
      return { after, ...(before && { before }) };
    });
    // As many as a batch of the stream has.
    for (let from = 0; from < told.length; from += 100) {
      const batch = streamEventOf(told.slice(from, from + 100));
      expect(await changes(batch)).toEqual({ batchItemFailures: [] });
      // Delivered twice, it adds nothing.
      if (from === 0) expect(await changes(batch)).toEqual({ batchItemFailures: [] });
    }
    const events = told.flatMap((change) => feedbackEventsOf(change));
    await record(
      ctx(),
      events.map(({ type, detail }) => entryOf(detail, type)),
    );
    await together(events, ({ type, detail }) => {
      const event = detail as FeedbackEvent;
      return watch(actingOn(COMPANY, 'praise-wall', saidOf.get(event.feedbackId) as Said), type, event);
    });
    // An analysis leaves the words as they are.
    const fresh = told.filter(({ before }) => before === undefined).map(({ after }) => after.feedbackId);
    await fileText(ctx(), feedbackText, new Map(fresh.map((id) => [id, new Set()])));
  };
  await together(records, (said) =>
    submit(actingOn(COMPANY, 'demo', said), said, { feedbackId: feedbackIdOf(COMPANY, said) }),
  );
  const stored = await Promise.all([...saidOf.keys()].map((id) => find(ctx(), id)));
  await follow(stored as StoredFeedback[]);
  const settings = await analysisSettings(ctx());
  const scored = await watchingUpdates(() =>
    together(records, (said) =>
      analyse(actingOn(COMPANY, 'queue-analysis', said), settings, [feedbackIdOf(COMPANY, said)]),
    ),
  );
  // Of one record the early finding comes before the analysis.
  await follow(scored.filter(({ analysis }) => analysis?.status === 'pending'));
  await follow(scored.filter(({ analysis }) => analysis?.status !== 'pending'));
}

const history = demoHistory({ seed: 42, now: NOW });
/** What was said and asked since a day. */
const since = (day: string, { said, asked, truth }: History): History => ({
  said: said.filter(({ occurredAt }) => occurredAt >= day),
  asked: asked.filter(({ at }) => at >= day),
  truth,
});
/** Every so many-th record, so that all months, kinds and languages are among them. */
const sample = (): Said[] => {
  const { said } = history;
  const step = Math.floor(said.length / SAMPLE);
  return said.filter((_, index) => index % step === 0).slice(0, SAMPLE);
};

describe('the fast path', () => {
  test(
    '500 generated records sent through the product and through the fast path give equal tables, item by item',
    { timeout: LATE },
    async () => {
      const some = sample();
      expect(some).toHaveLength(SAMPLE);
      await throughProduct(some);
      const product = await table();
      await ownTable();
      const found = await findingsFor(some);
      const rows = feedbackRows(ctx(), some, found, { timeZone: 'UTC', dayBoundary: '00:00' });
      await writeAll(
        ctx(),
        rows.map((Item) => ({ PutRequest: { Item } })),
      );
      const fast = await table();
      // What only tells when something was written, in which batch: units of analysis, the revision of dashboards, the journal.
      const left = kindsIn(new Map([...product].filter(([key]) => !fast.has(key))));
      expect(left).toEqual(['ana', 'dsh', 'evj']);
      const compared = [...product].filter(([, { pk }]) => !left.includes(pk.split('#')[2] ?? ''));
      expect(kindsIn(new Map(compared))).toEqual(
        expect.arrayContaining(['audit', 'cal', 'fb', 'led', 'm', 'prs', 'srch', 'xid']),
      );
      expect(compared.length).toBeGreaterThan(10 * SAMPLE);
      const differing = compared.filter(([key, item]) => !isDeepStrictEqual(item, fast.get(key)));
      expect(differing.slice(0, 3).map(([key, item]) => [item, fast.get(key)])).toEqual([]);
      expect([...fast.keys()].filter((key) => !product.has(key))).toEqual([]);
    },
  );
});

describe('a company that is filled', () => {
  test('is filled with rows all of which are different', { timeout: LATE }, async () => {
    const rows = await rowsOf(companyOf(COMPANY, NOW), history);
    expect(rows.length).toBeGreaterThan(100_000);
    expect(new Set(rows.map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(rows.length);
  });

  test('is filled with the same rows at any hour of a day', async () => {
    const [one = [], two] = await Promise.all(
      ['03:00', '21:30'].map((hour) => {
        const now = beginningOf(new Date(`2026-12-01T${hour}:00.000Z`));
        return rowsOf(companyOf(COMPANY, now), since('2026-10-01', demoHistory({ seed: 42, now })));
      }),
    );
    expect(one.length).toBeGreaterThan(5_000);
    expect(two).toEqual(one);
  });

  test('has no drift; filled once more it is refused, and nothing is written', { timeout: LATE }, async () => {
    await ownTable();
    const last = since('2026-10-10', history);
    const rows = await rowsOf(companyOf(COMPANY, NOW), last);
    await writeAll(
      ctx(),
      rows.map((Item) => ({ PutRequest: { Item } })),
    );
    const found = await reconcile(ctx(), { from: '2026-09-25', to: '2026-12-01' });
    expect(found.drift).toBe(0);
    const surveys = last.asked.filter(({ refused }) => refused === undefined).length;
    expect(found.checked).toBeGreaterThanOrEqual(last.said.length + surveys);
    // No schedule counts any of it anew: it looks at what was changed lately, and finds it counted.
    const swept = await sweepOf(ctx(), countedKinds, new Date(NOW.getTime() - 2 * 3_600_000));
    expect(swept.restated).toBe(0);
    expect(swept.checked).toBeLessThan(last.said.length / 10);
    const before = await table();
    await expect(loadHistory(COMPANY, { seed: 7, now: NOW })).rejects.toThrow('company demo has feedback already');
    expect((await table()).size).toBe(before.size);
  });

  test.each(['0', 'x', '', '1.5', '-3', '4294967296', '1e3', 'Infinity'])('the seed %j is refused', (text) => {
    expect(() => seedOf(text)).toThrow('must be a whole number from 1 to 4294967295');
  });

  test.each([
    ['1', 1],
    ['42', 42],
    ['4294967295', 4_294_967_295],
  ])('the seed %s is taken', (text, seed) => {
    expect(seedOf(text)).toBe(seed);
  });
});
