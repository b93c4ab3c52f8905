import { acknowledged } from '../customer/acknowledged.ts';
import { get as customerOf } from '../customer/customer.ts';
import type { Acknowledgement } from '../customer/customer.parts.schema.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { CreateAcknowledgement } from './policy.schema.ts';
import { versionsOf } from './required.ts';

/**
 * Records that a customer has acknowledged a version of the policy; 404 for nobody, 400 for a version that there is none of, for an
 * instant in the future, and for one before the version was published.
 */
export async function acknowledge(
  ctx: Context,
  { customerId, body }: { customerId: Id<'customer'>; body: CreateAcknowledgement },
): Promise<Acknowledgement> {
  const { policyVersion, source, at = ctx.now.toISOString() } = body;
  await customerOf(ctx, { customerId });
  const version = (await versionsOf(ctx)).find((one) => one.policyVersion === policyVersion);
  if (!version) throw invalid({ pointer: '#/policyVersion', detail: 'is no version of the policy' });
  if (Date.parse(at) > ctx.now.getTime()) throw invalid({ pointer: '#/at', detail: 'must not lie in the future' });
  if (at < version.createdAt)
    throw invalid({ pointer: '#/at', detail: 'must not lie before the version was published' });
  return acknowledged(ctx, { customerId, policyVersion, source, at });
}
