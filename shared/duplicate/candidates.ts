import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { create as createCustomer, get } from '../customer/customer.ts';
import type { CreateCustomer, Customer } from '../customer/customer.schema.ts';
import { settled } from '../customer/settle.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idFor } from '../kernel/verbs.ts';
import { limitsOf } from '../limits/limits.ts';
import type { Said } from './evidence.ts';
import type { DuplicateCandidate } from './evidence.schema.ts';
import { similarTo } from './similar.ts';

/** Who may be the one of whom something is said; those who share a home with them are not. */
async function candidatesOf(ctx: Context, said: Said): Promise<DuplicateCandidate[]> {
  const { similar } = await similarTo(ctx, said);
  return similar
    .filter(({ suggestion }) => suggestion === 'merge')
    .map(({ customerId, score, evidence }) => ({ customerId, score, evidence }));
}

/** What the answer to the creation of a customer says beside it: who else they may be. */
export async function withCandidates(ctx: Context, body: unknown): Promise<object> {
  const { customerId } = body as { customerId: Id<'customer'> };
  return { duplicateCandidates: await candidatesOf(ctx, await get(ctx, { customerId })) };
}

/**
 * Makes a customer. With `reject`, 409 where somebody is there who may be the same, and it names them; of two at once that
 * are alike, both may be made, and are found as a pair then.
 */
export async function create(
  ctx: Context,
  { body, onDuplicate }: { body: CreateCustomer; onDuplicate?: 'create' | 'reject' | undefined },
): Promise<Customer> {
  if (onDuplicate !== 'reject') return createCustomer(ctx, { body });
  const [settings, { topics }] = await Promise.all([readCrmSettings(ctx), limitsOf(ctx)]);
  const draft = settled(ctx, body, { ...settings, topics });
  const [first, ...others] = await candidatesOf(ctx, { ...draft, customerId: idFor(ctx, 'customer') });
  if (first)
    throw new Problem('conflict', 'A customer is there who may be the same.', {
      errors: [first, ...others].map(({ customerId, score }) => ({
        pointer: '#',
        detail: `is ${customerId} with ${score} points of 100`,
      })),
      about: { customerId: first.customerId },
    });
  return createCustomer(ctx, { body, settings });
}
