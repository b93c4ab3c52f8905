import type { Context as LambdaContext, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { work } from '../../../shared/job/run.ts';
import { JobMessage } from '../../../shared/job/wake.ts';
import { jobDefinitions } from '../../../shared/jobs.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { eachMessage } from '../../each-message.ts';

const READER = 'queue-jobs';
/** No part is begun so shortly before the function ends: one may take 20 seconds (`shared/job/run.ts`). */
const SPARE_MS = 25_000;

/** Goes on with the job that a message names. */
export async function handler(
  event: SQSEvent,
  lambda: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const deadline = new Date(Date.now() + lambda.getRemainingTimeInMillis() - SPARE_MS);
  return eachMessage(event, { schema: JobMessage, reader: READER, kind: 'job' }, ({ companyId, jobId }) => {
    const ctx = systemContext(companyId, READER, { deadline });
    return work(ctx, jobId, { now: () => new Date(), definitions: jobDefinitions });
  });
}
