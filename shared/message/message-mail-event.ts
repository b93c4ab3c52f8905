import * as z from 'zod';
import { noteUndeliverable } from '../contact-preference/undeliverable.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { MessageId, type StoredMessage } from './message.schema.ts';
import { SesBounceOf, SesComplaintOf, SesMoment } from '../mail/ses-event.schema.ts';
import { messages } from './message.store.ts';

/** What SES tells about the mail of a message, as far as it matters here. The addresses are SES's own word. */
export const MessageMailEvent = z.object({
  eventType: z.string(),
  mail: SesMoment.extend({
    messageId: z.string(),
    tags: z.object({ company: z.tuple([z.string()]), message: z.tuple([MessageId]) }),
  }),
  delivery: SesMoment.optional(),
  bounce: SesBounceOf.optional(),
  complaint: SesComplaintOf.optional(),
});
export type MessageMailEvent = z.infer<typeof MessageMailEvent>;

const utc = (timestamp: string): string => new Date(timestamp).toISOString();

/** Applies an event of SES to its message and to the address; events may come twice, late and in any order. */
export async function recordMessageMailEvent(ctx: Context, event: MessageMailEvent): Promise<void> {
  const { mail, bounce, complaint } = event;
  const [messageId] = mail.tags.message;
  await noteUndeliverable(ctx, { bounce, complaint });
  if (!isThere(ctx, await messages.find(ctx, messageId))) return;
  await change(ctx, messages, messageId, actionOf, (before) => after(before, event), { silent: true });
}

/** Any event of the mail proves that it went out, whatever became of SES's answer; one that came back stays so. */
function after(
  before: Stored<StoredMessage>,
  { eventType, mail, delivery, bounce }: MessageMailEvent,
): Stored<StoredMessage> {
  const isOut = before.state === 'sent' || before.state === 'failed';
  const sent: Stored<StoredMessage> = {
    ...before,
    ...(!isOut && { state: 'sent' as const, at: utc(mail.timestamp) }),
    sentAt: before.sentAt ?? utc(mail.timestamp),
    mailId: before.mailId ?? mail.messageId,
  };
  if (bounce?.bounceType === 'Permanent' && before.reason !== 'bounced_address')
    return { ...sent, state: 'failed', reason: 'bounced_address', at: utc(bounce.timestamp) };
  if (eventType === 'Reject' && sent.state !== 'failed')
    return { ...sent, state: 'failed', reason: 'mail_rejected', at: utc(mail.timestamp) };
  return delivery && !before.deliveredAt ? { ...sent, deliveredAt: utc(delivery.timestamp) } : sent;
}

function actionOf(before: StoredMessage, { state, deliveredAt }: StoredMessage): string {
  if (state === 'failed' && before.state !== 'failed') return 'bounce';
  if (deliveredAt !== before.deliveredAt) return 'deliver';
  return before.state === state ? 'note' : 'send';
}
