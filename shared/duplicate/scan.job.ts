import * as z from 'zod';
import { customersInOrder, writeWords } from '../customer/all-customers.ts';
import { defineJob, type Part } from '../job/define.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { From } from '../kernel/store.ts';
import { pairs } from './duplicate.store.ts';
import { closeGone, note } from './note.ts';
import { similarTo } from './similar.ts';

const Result = z.object({ pairs: z.int(), overflowing: z.int() });
const Place = z.object({
  step: z.enum(['words', 'pairs', 'gone']),
  from: z.record(z.string(), z.unknown()).optional(),
  result: Result,
});
type Place = z.output<typeof Place>;
const FIRST: Place = { step: 'words', result: { pairs: 0, overflowing: 0 } };
type Did = { done: number; pairs: number; overflowing: number };

const PER_STEP = 100;
const PARALLEL = 8;
const PART_MS = 7_000;
const next = { words: 'pairs', pairs: 'gone', gone: undefined } as const;

/** Writes the blocks of customers who were written down before there were any, and those that a fault has lost. */
async function words(ctx: Context, { from }: { from: From }) {
  const { rows, after } = await customersInOrder(ctx, from);
  await writeWords(ctx, rows);
  return { after, did: { done: 0, pairs: 0, overflowing: 0 } };
}

/** Compares customers with those of lower ids who lie beside them, so that each pair is looked at once. */
async function compare(ctx: Context, { from }: { from: From }) {
  const { rows, after } = await customersInOrder(ctx, from);
  const did: Did = { done: rows.length, pairs: 0, overflowing: 0 };
  await eachBatch(rows, { size: 1, parallel: PARALLEL }, async (batch) => {
    for (const row of batch) {
      const { similar, overflowing } = await similarTo(ctx, row, (id) => id < row.customerId);
      did.overflowing += overflowing;
      for (const one of similar) {
        const isOpen = await note(ctx, row.customerId, one);
        did.pairs += Number(isOpen);
      }
    }
  });
  return { after, did };
}

/** Closes pairs of which somebody is gone. */
async function gone(ctx: Context, { from }: { from: From }) {
  const found = await pairs.by(ctx, 'open', { status: 'open' }, from).next();
  const steps = found.done ? [] : found.value;
  await closeGone(
    ctx,
    steps.flatMap(({ item }) => item ?? []),
  );
  return { after: steps.at(-1)?.after, did: { done: 0, pairs: 0, overflowing: 0 } };
}

type Step = (ctx: Context, given: { from: From }) => Promise<{ after: From['from']; did: Did }>;
const work: Readonly<Record<Place['step'], Step>> = { words, pairs: compare, gone };

/**
 * Looks at all customers for duplicates: first it sees to it that all lie in their blocks, then it compares those who lie
 * together, at last it closes the pairs of who is gone. Whoever is changed meanwhile is looked at by that change. Again it
 * finds the same pairs.
 */
export const duplicateScan = defineJob({
  kind: 'duplicateScan',
  input: z.object({}),
  checkpoint: Place,
  async part(ctx, _, __, place = FIRST): Promise<Part<Place>> {
    const until = Date.now() + PART_MS;
    let at: Place | undefined = place;
    let done = 0;
    let { result } = place;
    while (at && Date.now() < until) {
      const { after, did } = await work[at.step](ctx, { from: { from: at.from, size: PER_STEP } });
      done += did.done;
      result = { pairs: result.pairs + did.pairs, overflowing: result.overflowing + did.overflowing };
      const step: Place['step'] | undefined = after ? at.step : next[at.step];
      at = step && { step, result, ...(after && { from: after }) };
    }
    return { done, result, ...(at && { next: at }) };
  },
});
