import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { settingsOf } from '../../../shared/company/settings.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { MovedMessage } from '../../../shared/metric-rule/handing-on.ts';
import { markMoved } from '../../../shared/metric-rule/marking.ts';
import { eachMessage } from '../../each-message.ts';

const READER = 'queue-metric-marks';

/** Messages come twice and late: they say only that numbers have moved, and a mark is put once. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, { schema: MovedMessage, reader: READER, kind: 'numbers' }, async ({ companyId, rows }) => {
    const ctx = systemContext(companyId, READER);
    await markMoved(ctx, rows, await settingsOf(ctx));
  });
