import * as z from 'zod';
import { Snapshot } from '../feedback/feedback.parts.schema.ts';
import { needsOneOf } from '../fields/alternatives.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { checkedSingly } from '../http/items.schema.ts';
import { TemplateId } from '../survey-template/survey-template.schema.ts';
import { Recipient, RelatedTo } from '../survey/survey.schema.ts';

/** One of a list to be asked. */
export const SendRecipient = needsOneOf(
  z.strictObject({
    contact: Recipient.optional(),
    customerId: OuterId.optional(),
    relatedTo: RelatedTo.optional(),
    snapshot: Snapshot.optional(),
  }),
  ['contact', 'customerId'],
);

export const SendInput = z
  .strictObject({
    templateId: TemplateId,
    // Checked one by one in the verb, so that a bad one spoils nothing.
    recipients: z
      .array(checkedSingly(SendRecipient))
      .min(1)
      .max(500)
      .meta({
        description:
          'Each `{contact | customerId, relatedTo?, snapshot?}`; one that is not valid is refused with `invalid_recipient` and spoils no other.',
        example: [{ contact: { email: 'ada@example.com', name: 'Ada' }, relatedTo: { ticketId: 'T-1' } }],
      }),
    dryRun: z.boolean().default(false).meta({ description: 'Tells what would be decided, and writes nothing.' }),
  })
  .meta({ id: 'SendSurveys' });
