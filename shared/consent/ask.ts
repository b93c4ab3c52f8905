import { getByAnyId as customerOf } from '../customer/customer.ts';
import { normalEmail } from '../customer/customer-key.ts';
import { noteMessageRefusal } from '../asking/refuse.ts';
import { gate } from '../gate/gate.ts';
import { invalid, Problem } from '../http/problem.ts';
import { reply, type Reply } from '../http/reply.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { AskConsent, Consent } from './consent.schema.ts';
import { ANSWER_DAYS, DOUBLE_OPT_IN, linkPut, MOST_A_DAY, turnOf } from './question-rows.ts';
import { writeEntry } from './write-entry.ts';

const DAY_MS = 86_400_000;
/** Names the words of the page on which somebody agrees (`web/notice/consent-texts.ts`): change it with them. */
const TEXT_VERSION = 'double-opt-in-1';

/**
 * Asks a customer by mail for a consent: it is `pending`, which counts as no, until they agree on the page of the link. 404 for
 * nobody, 400 for an address that is not theirs, 409 where mail to it came back or was called spam, 429 where it was asked
 * three times within a day.
 */
export const ask = (
  ctx: Context,
  { customerId, body }: { customerId: Id<'customer'>; body: AskConsent },
): Promise<Reply<Consent>> =>
  retryOnConflict(ctx, async () => {
    const customer = await customerOf(ctx, { customerId });
    const { purpose, channel, textVersion = TEXT_VERSION } = body;
    const { address } = customer.emails?.find((one) => normalEmail(one.address) === normalEmail(body.address)) ?? {};
    if (address === undefined)
      throw invalid({ pointer: '#/address', detail: 'must be an e-mail address of the customer' });
    const message = { customerId: customer.customerId, email: address, purpose: 'service', channel: 'email' } as const;
    const refusal = await gate(ctx, { ...message, requestedAt: ctx.now });
    if (refusal) {
      const about = { customerId: customer.customerId, contact: { email: address } };
      const decision = await noteMessageRefusal(ctx, about, 'confirmation', refusal);
      throw new Problem('message-refused', undefined, { decision });
    }
    const turn = await turnOf(ctx, address);
    if ('freeAt' in turn)
      throw new Problem('too-many-requests', `An address is asked ${MOST_A_DAY} times within a day at most.`, {
        headers: { 'retry-after': String(Math.ceil((turn.freeAt.getTime() - ctx.now.getTime()) / 1_000)) },
      });
    const entry = {
      purpose,
      channel,
      state: 'pending' as const,
      basis: 'consent' as const,
      source: DOUBLE_OPT_IN,
      textVersion,
      at: ctx.now.toISOString(),
      endsAt: new Date(ctx.now.getTime() + ANSWER_DAYS * DAY_MS).toISOString(),
      address,
    };
    const asked = await writeEntry(ctx, customer, entry, {
      action: 'ask',
      also: (consentId) => [linkPut(ctx, consentId, { customerId: customer.customerId }), turn.write],
    });
    return reply(202, asked);
  });
