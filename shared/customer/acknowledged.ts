import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { type Acknowledgement, MOST_ACKNOWLEDGEMENTS } from './customer.parts.schema.ts';
import { customers } from './customer.store.ts';

/** Notes with a customer that they have acknowledged a version of the policy, once for each; returns the first time. */
export async function acknowledged(
  ctx: Context,
  { customerId, ...said }: { customerId: Id<'customer'> } & Acknowledgement,
): Promise<Acknowledgement> {
  // What a repeated request is answered is the acknowledgement, which the customer keeps.
  const keyless = { ...ctx, idempotency: undefined };
  const isIt = ({ policyVersion }: Acknowledgement): boolean => policyVersion === said.policyVersion;
  const { acknowledgements } = await change(keyless, customers, customerId, 'acknowledge', (before) =>
    before.acknowledgements?.some(isIt)
      ? undefined
      : { ...before, acknowledgements: [...(before.acknowledgements ?? []), said].slice(-MOST_ACKNOWLEDGEMENTS) },
  );
  return acknowledgements?.find(isIt) ?? said;
}
