import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { systemContext } from '../../../shared/kernel/context.ts';
import { fanOut } from '../../../shared/webhook/fan-out.ts';
import { BulkMessage } from '../../../shared/webhook/intake.ts';
import { eachMessage } from '../../each-message.ts';

const READER = 'queue-webhook-intake-bulk';

/** Messages come twice and in any order: an event that is known makes no second delivery. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, { schema: BulkMessage, reader: READER, kind: 'events' }, ({ companyId, events }) =>
    fanOut(systemContext(companyId, READER), events),
  );
