import { createHash } from 'node:crypto';

type Drawn = { id: string; stratum: string };

/**
 * Draws `size` from a pool so that each stratum has its share: the whole part of size · its part of the pool and at least
 * one, then one each where the rest is largest (largest remainders). Within a stratum the order is that of a hash of seed
 * and id, so the same pool and seed are the same draw, in any order of the pool. All of it where the pool is no larger.
 */
export function stratified<T extends Drawn>(pool: readonly T[], size: number, seed: string): T[] {
  if (pool.length <= size) return [...pool];
  const strata = Map.groupBy(pool, ({ stratum }) => stratum);
  const quotas = [...strata].map(([stratum, members]) => {
    const exact = (size * members.length) / pool.length;
    return { stratum, quota: Math.max(1, Math.floor(exact)), rest: exact - Math.floor(exact) };
  });
  const taken = () => quotas.reduce((sum, { quota }) => sum + quota, 0);
  const byRest = quotas.toSorted((a, b) => b.rest - a.rest || (a.stratum < b.stratum ? -1 : 1));
  for (const one of byRest) if (taken() < size && one.quota < (strata.get(one.stratum)?.length ?? 0)) one.quota++;
  const shuffled = (members: readonly T[]): T[] =>
    members
      .map((one) => ({ one, at: orderOf(seed, one.id) }))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ one }) => one);
  // Many small strata, one each, can come to more than was asked for.
  return quotas.flatMap(({ stratum, quota }) => shuffled(strata.get(stratum) ?? []).slice(0, quota)).slice(0, size);
}

const orderOf = (seed: string, id: string): string => createHash('sha256').update(`${seed}\n${id}`).digest('hex');
