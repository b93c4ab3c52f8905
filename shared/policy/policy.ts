import { listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { ConditionFailed } from '../kernel/write.ts';
import type { CreatePolicy, Policy } from './policy.schema.ts';
import { policies } from './policy.store.ts';
import { forgetVersions, versionsOf } from './required.ts';

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
    .finally(() => forgetVersions(ctx));
};
