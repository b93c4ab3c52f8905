import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { isCompanyId, systemContext } from '../../../shared/kernel/context.ts';
import { log } from '../../../shared/kernel/log.ts';
import { rulesOf } from '../../../shared/asking/ask-rules.ts';
import { MailEvent, recordMailEvent } from '../../../shared/sending/mail-events.ts';

/** Applies SES events; what fails comes again, and after five times waits in the dead-letter queue. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const { messageId, body } of event.Records) {
    try {
      await record(body);
    } catch (error) {
      log.error('mail event failed', { messageId, name: error instanceof Error ? error.name : 'unknown' });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

async function record(body: string): Promise<void> {
  const envelope = JSON.parse(body) as { detail?: { mail?: { tags?: { survey?: unknown } } } };
  // The account may send other mail over SES: without our tags it is none of our business.
  if (!envelope.detail?.mail?.tags?.survey) return;
  const event = MailEvent.parse(envelope.detail);
  const companyId = event.mail.tags.company[0];
  if (!isCompanyId(companyId)) throw new Error('a mail event names no company');
  const ctx = systemContext(companyId, 'record-mail-event');
  await recordMailEvent(ctx, event, await rulesOf(ctx));
}
