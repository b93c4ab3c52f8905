import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { systemContext } from '../../../shared/kernel/context.ts';
import { hearReply, requestBody } from '../../../shared/hand-over/sending.ts';
import { realParts, work } from '../../../shared/webhook/sender.ts';
import { WakeMessage } from '../../../shared/webhook/wake.ts';
import { eachMessage } from '../../each-message.ts';

const READER = 'queue-webhook-work';

/** Looks at the endpoint that a message names. Messages come twice and late: they say only that something may wait. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, { schema: WakeMessage, reader: READER, kind: 'endpoint' }, (message) =>
    work(systemContext(message.companyId, READER), message, { ...realParts, hearReply, requestBody }),
  );
