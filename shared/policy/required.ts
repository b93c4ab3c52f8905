import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import type { Policy } from './policy.schema.ts';
import { policies } from './policy.store.ts';

const KEPT_MS = 3_000;
const kept = keptFor<Policy[]>(KEPT_MS);

const newestFirst = (one: Policy, other: Policy): number => other.policyId.localeCompare(one.policyId);

/** All versions of a company's policy, the newest first. */
export const versionsOf = async (ctx: Context): Promise<Policy[]> => (await policies.every(ctx)).toSorted(newestFirst);

/** A version was published: what is remembered of the company's versions is read anew. */
export function forgetVersions({ companyId }: Pick<Context, 'companyId'>): void {
  kept.forget(companyId);
}

/**
 * The version that a customer has to have acknowledged before marketing: the newest one, where that is required; undefined where
 * none is. At most three seconds old: it is looked at with every such message.
 */
export async function requiredPolicy(ctx: Context): Promise<string | undefined> {
  const [newest] = await kept.get(ctx.companyId, Date.now(), () => versionsOf(ctx));
  return newest?.required ? newest.policyVersion : undefined;
}
