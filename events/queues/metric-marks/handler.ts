import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { settingsOf } from '../../../shared/company/settings.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { MovedMessage } from '../../../shared/metric-rule/handing-on.ts';
import { markMoved } from '../../../shared/metric-rule/marking.ts';
import { giveBack } from '../../give-back.ts';

const READER = 'queue-metric-marks';

/** Messages come twice and late: they say only that numbers have moved, and a mark is put once. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const record of Records) {
    try {
      const { companyId, rows } = MovedMessage.parse(JSON.parse(record.body));
      const ctx = systemContext(companyId, READER);
      await markMoved(ctx, rows, await settingsOf(ctx));
    } catch (error) {
      batchItemFailures.push(...giveBack([record], error, { reader: READER, kind: 'numbers' }));
    }
  }
  return { batchItemFailures };
}
