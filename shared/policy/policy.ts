import { listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { ConditionFailed } from '../kernel/write.ts';
import type { CreatePolicy, Policy } from './policy.schema.ts';
import { policies } from './policy.store.ts';

const KEPT_MS = 3_000;
const kept = keptFor<Policy[]>(KEPT_MS);

const newestFirst = (one: Policy, other: Policy): number => other.policyId.localeCompare(one.policyId);

/** All versions of a company's policy, the newest first. */
export const versionsOf = async (ctx: Context): Promise<Policy[]> => (await policies.every(ctx)).toSorted(newestFirst);

/** Versions, the newest first. */
export const list = listOf<object, Policy>(
  'policies',
  {},
  (ctx, _, from) => policies.all(ctx, from),
  (policy) => policy,
);

const verbs = verbsOf(policies);

/** Publishes a version; 409 where there is one that is called so. */
export const create = async (ctx: Context, { body }: { body: CreatePolicy }): Promise<Policy> => {
  const taken = new Problem('conflict', `There is a version ${body.policyVersion} already.`);
  if ((await versionsOf(ctx)).some(({ policyVersion }) => policyVersion === body.policyVersion)) throw taken;
  return verbs
    .create(ctx, { body })
    .catch((error: unknown) => {
      throw error instanceof ConditionFailed ? taken : error;
    })
    .finally(() => kept.forget(ctx.companyId));
};

/**
 * The version that a customer has to have acknowledged before marketing: the newest one, where that is required; undefined where
 * none is. At most three seconds old: it is looked at with every such message.
 */
export async function requiredPolicy(ctx: Context): Promise<string | undefined> {
  const [newest] = await kept.get(ctx.companyId, Date.now(), () => versionsOf(ctx));
  return newest?.required ? newest.policyVersion : undefined;
}
