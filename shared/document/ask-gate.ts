import { noteMessageRefusal } from '../asking/refuse.ts';
import { gate } from '../gate/gate.ts';
import type { Context } from '../kernel/context.ts';
import type { Decision } from '../survey/survey.schema.ts';
import type { Recipient } from './recipients.ts';

/** The no of the message gate to a mail with a link, as it stands among the messages that were not sent; undefined without one. */
export async function refusedTo(
  ctx: Context,
  { customerId, email }: Pick<Recipient, 'customerId' | 'email'>,
): Promise<Decision | undefined> {
  const refusal = await gate(ctx, { customerId, email, purpose: 'service', channel: 'email' });
  if (!refusal) return undefined;
  const about = { customerId, ...(email !== undefined && { contact: { email } }) };
  return noteMessageRefusal(ctx, about, 'document', refusal);
}
