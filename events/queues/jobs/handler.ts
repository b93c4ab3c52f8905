import type { Context as LambdaContext, SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { work } from '../../../shared/job/run.ts';
import { JobMessage } from '../../../shared/job/wake.ts';
import { jobDefinitions } from '../../../shared/jobs.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { giveBack } from '../../give-back.ts';

const READER = 'queue-jobs';
/** A part takes ten seconds at most, and must be done when the function ends. */
const SPARE_MS = 25_000;

/** Goes on with the job that a message names. */
export async function handler(
  { Records }: SQSEvent,
  lambda: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  const deadline = new Date(Date.now() + lambda.getRemainingTimeInMillis() - SPARE_MS);
  for (const record of Records) {
    try {
      const { companyId, jobId } = JobMessage.parse(JSON.parse(record.body));
      const ctx = systemContext(companyId, READER, { deadline });
      await work(ctx, jobId, { now: () => new Date(), definitions: jobDefinitions });
    } catch (error) {
      batchItemFailures.push(...giveBack([record], error, { reader: READER, kind: 'job' }));
    }
  }
  return { batchItemFailures };
}
