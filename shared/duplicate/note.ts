import { namesOfCustomers } from '../customer/names.ts';
import { householdIdOf } from '../household/leave.ts';
import { orNone } from '../http/problem.ts';
import { change, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { jsonEqual } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredPair } from './duplicate.schema.ts';
import { pairOf, pairs } from './duplicate.store.ts';
import type { Similar } from './similar.ts';

type CustomerId = Id<'customer'>;

const PER_READ = 100;

/** A pair that is open again is found again. */
const actionOf = (before: StoredPair | undefined): string => (before?.status === 'open' ? 'rescore' : 'create');

/** What speaks for a pair, as it decides whether somebody's decision still stands. */
const kindsOf = ({ evidence }: Pick<StoredPair, 'evidence'>): string[] => evidence.map(({ kind }) => kind);

async function shareHousehold(ctx: Context, one: CustomerId, other: CustomerId): Promise<boolean> {
  const [first, second] = await Promise.all([householdIdOf(ctx, one), householdIdOf(ctx, other)]);
  return first !== undefined && first === second;
}

/**
 * Writes a pair down, or brings it up to date; whether it is open then. A pair that somebody has dismissed comes back where
 * other facts speak for it than then. Of who are in one household already none is suggested.
 */
export async function note(ctx: Context, customerId: CustomerId, similar: Similar): Promise<boolean> {
  const { customerId: other, score, evidence, band, suggestion } = similar;
  if (suggestion === 'household' && (await shareHousehold(ctx, customerId, other))) return false;
  const pair = pairOf(customerId, other);
  const { status } = await set(ctx, pairs, pair.pairKey, actionOf, (before) => {
    if (before?.status === 'dismissed' && jsonEqual(kindsOf(before), kindsOf({ evidence }))) return before;
    return { ...pair, score, evidence, band, suggestion, status: 'open' as const };
  });
  return status === 'open';
}

/** The pairs that a customer is in, whatever was decided of them. */
export async function pairsOf(ctx: Context, customerId: CustomerId): Promise<Stored<StoredPair>[]> {
  const from = { from: undefined, size: PER_READ };
  const found: Stored<StoredPair>[] = [];
  for (const steps of [
    pairs.by(ctx, 'ofFirst', { firstId: customerId }, from),
    pairs.by(ctx, 'ofSecond', { secondId: customerId }, from),
  ])
    for await (const some of steps) found.push(...some.flatMap(({ item }) => item ?? []));
  return found;
}

/** Closes a pair that nothing speaks for any more; one that was dismissed stays so. */
export const close = (ctx: Context, { pairKey }: Pick<StoredPair, 'pairKey'>): Promise<unknown> =>
  orNone(
    change(
      ctx,
      pairs,
      pairKey,
      'close',
      (before) => (before.status === 'open' ? { ...before, status: 'closed' as const } : undefined),
      { silent: true },
    ),
  );

/** Closes open pairs of which one side is gone. */
export async function closeGone(ctx: Context, some: readonly Stored<StoredPair>[]): Promise<void> {
  const there = await namesOfCustomers(
    ctx,
    some.flatMap(({ firstId, secondId }) => [firstId, secondId]),
  );
  for (const pair of some) if (!there.has(pair.firstId) || !there.has(pair.secondId)) await close(ctx, pair);
}
