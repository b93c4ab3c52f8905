import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { lostJobs } from '../../../shared/job/wake.ts';
import { dispatch } from '../../../shared/kernel/due.ts';
import { log } from '../../../shared/kernel/log.ts';
import { systemDb } from '../../../shared/kernel/table.ts';
import { dueWakes } from '../../../shared/webhook/wake.ts';

const SPARE_MS = 10_000;

export async function handler(
  _: Partial<ScheduledEvent>,
  lambda: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const deadline = new Date(Date.now() + lambda.getRemainingTimeInMillis() - SPARE_MS);
  const { done, skipped, failed, left } = await dispatch([dueWakes, lostJobs], {
    systemDb: systemDb(),
    now: () => new Date(),
    deadline,
  });
  if (done + skipped + failed > 0) log.info('lost messages sent again', { done, skipped, failed, left });
  if (failed > 0) throw new Error(`${failed} lost messages could not be sent and are tried again`);
}
