import { beforeAll, expect, test } from 'vitest';
import { customers } from '../customer/customer.store.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { writeAll } from '../kernel/write-all.ts';
import { batchesOf } from '../kernel/batches.ts';
import { putPostings } from '../kernel/postings.ts';
import { CUSTOMER_TOKENS } from '../customer/customer.keys.ts';
import { writtenWordsOf } from '../customer/tokens.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { aContext } from '../testing/context.ts';
import { ownTable } from '../testing/own-table.ts';
import { list } from './duplicate.ts';
import { duplicateScan } from './scan.job.ts';
import { aCrowd } from './testing/crowd.ts';

beforeAll(ownTable);

const CUSTOMERS = 400;
const PLANTED = 40;

/** Writes customers as they are stored, as an import does. */
async function stored(ctx: Context, some: readonly object[]): Promise<void> {
  const at = ctx.now.toISOString();
  const author = { kind: 'user' as const, id: 'ada' };
  const rows = some.map((one) => ({
    ...one,
    displayName: '-',
    source: { type: 'import' },
    status: 'active',
    version: 1,
    revision: 1,
    companyId: ctx.companyId,
    createdAt: at,
    updatedAt: at,
    createdBy: author,
    lastActor: author,
    lastAction: 'create',
    lastRequestId: 'r',
  })) as unknown as Stored<StoredCustomer>[];
  for (const batch of batchesOf(rows, 500)) {
    const items = batch.flatMap((row) => customers.write(ctx, row)[0]?.Put?.Item ?? []);
    await writeAll(
      ctx,
      items.map((Item) => ({ PutRequest: { Item: Item as { pk: string; sk: string } } })),
    );
    await putPostings(
      ctx,
      CUSTOMER_TOKENS,
      // Without the blocks, as those of a release that had none.
      batch.map((row) => ({
        id: row.customerId,
        words: [...writtenWordsOf(row)].filter((word) => !word.startsWith('=')),
      })),
    );
  }
}

/** Works on a scan, each part twice, as after a crash before it was noted. */
async function scanned(ctx: Context) {
  const job = { jobId: 'job_01jd3k5w8z9x7v6t5s4r3q2p1n' as Id<'job'> };
  let from: object | undefined;
  for (;;) {
    await duplicateScan.part(ctx, job, {}, from);
    const { next, result } = await duplicateScan.part(ctx, job, {}, from);
    if (!next) return result;
    from = next;
  }
}

test('a scan of customers in the table finds what the rules find among them, also where each part is done twice', async () => {
  const ctx = aContext({ now: new Date() });
  const { customers: all, planted } = aCrowd({ customers: CUSTOMERS, duplicates: PLANTED, seed: 4 });
  await stored(ctx, all);
  const result = await scanned(ctx);
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await list(ctx, { suggestion: 'merge', limit: 100, cursor });
    for (const { pairKey } of page.items) found.add(pairKey);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  const keyOf = (pair: string): string =>
    pair
      .split(':')
      .map((at) => all[Number(at)]?.customerId ?? '')
      .toSorted()
      .join('-');
  const recall = [...planted].filter((pair) => found.has(keyOf(pair))).length / planted.size;
  expect(recall).toBeGreaterThanOrEqual(0.95);
  expect(result).toMatchObject({ overflowing: 0 });
}, 300_000);
