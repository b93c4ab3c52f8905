import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { dispatch } from '../../../shared/kernel/due.ts';
import { log } from '../../../shared/kernel/log.ts';
import { systemDb } from '../../../shared/kernel/table.ts';
import { dueScores } from '../../../shared/score/due-scores.ts';

const SPARE_MS = 15_000;

/** What one run cannot finish, the next one takes up. */
export async function handler(
  _: Partial<ScheduledEvent>,
  lambda: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const deadline = new Date(Date.now() + lambda.getRemainingTimeInMillis() - SPARE_MS);
  const { done, skipped, failed, left } = await dispatch([dueScores], {
    systemDb: systemDb(),
    now: () => new Date(),
    deadline,
  });
  if (done + skipped + failed > 0) log.info('scored', { done, skipped, failed, left });
  if (failed > 0) throw new Error(`scores of ${failed} customers could not be made and are tried again`);
}
