import { find } from '../feedback/feedback.walk.ts';
import { gate } from '../gate/gate.ts';
import { invalid, Problem } from '../http/problem.ts';
import { visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { messagesOf, queue } from '../message/message.ts';
import type { Message } from '../message/message.schema.ts';
import { noteRefusal } from '../asking/refuse.ts';
import { touched } from './follow-up.life.ts';
import type { WriteMessage } from './follow-up.requests.schema.ts';
import { followUps } from './follow-up.store.ts';
import { clockOf, expectChangeable, get } from './follow-up.ts';

type One = { followUpId: Id<'followUp'> };

/**
 * Writes to the customer of a follow-up, if the message gate lets it: the message waits to be sent, and stands in the
 * follow-up as a contact, both or neither. Throws `message-refused` with the decision, which is noted, where it does not.
 */
export async function message(ctx: Context, { followUpId, body }: One & { body: WriteMessage }) {
  const { text, templateId } = body;
  if (templateId !== undefined || text === undefined)
    throw invalid({ pointer: '#/templateId', detail: 'is the id of no template: there are none yet, write a text' });
  const messageId = newId('message', ctx.now);
  return retryOnConflict(ctx, async (): Promise<Message> => {
    const before = await visible(ctx, followUps, followUpId);
    await expectChangeable(ctx, before);
    const contact = { channel: 'email', outcome: 'sent', messageId } as const;
    const says = touched(ctx, before, await clockOf(ctx, before), contact);
    // Whoever has a follow-up may write to its customer, also where they are shown other records only.
    const record = await find(ctx, before.feedbackId);
    if (!record) throw new Problem('not-found');
    const refusal = await gate(ctx, {
      customerId: record.customerId,
      email: record.contact?.email,
      purpose: 'service',
      channel: 'email',
    });
    if (refusal) {
      const decision = await noteRefusal(ctx, record, refusal);
      throw new Problem('message-refused', `The message is not sent: ${refusal.reason}.`, { decision });
    }
    const { writes } = writesOf(ctx, followUps, before, says, { action: 'touch' });
    return queue(ctx, { messageId, followUpId, feedbackId: before.feedbackId, text }, writes);
  });
}

/** The messages of a follow-up, the newest first, as far as they are still kept. */
export async function messages(ctx: Context, one: One): Promise<{ items: Message[] }> {
  const { contacts } = await get(ctx, one);
  return {
    items: (
      await messagesOf(
        ctx,
        contacts.flatMap(({ messageId }) => messageId ?? []),
      )
    ).toReversed(),
  };
}
