import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { companies } from '../shared/kernel/companies.ts';
import { type Context, systemContext } from '../shared/kernel/context.ts';
import { emitMetric, log, traceOf } from '../shared/kernel/log.ts';

/** Time kept back to finish the company in hand. */
const RESERVE_MS = 30_000;

/** What was done for a company, for the log; `enough` ends the run: what stopped this one would stop the next, too. */
type Done = { enough?: boolean; facts?: object };
type Invocation = Pick<LambdaContext, 'getRemainingTimeInMillis'> & Partial<LambdaContext>;

/**
 * The handler of a schedule that does a piece of work for every company, one after the other. One company's trouble is
 * not the next one's: it is logged, and in the end the run fails so that the schedule tries again. Each run begins
 * anywhere, so that a company which takes all the time cannot starve the same others for ever. Log lines bear the
 * request id of the invocation; the context's deadline leaves time to end in order.
 */
export const onSchedule =
  (name: string, act: (ctx: Context) => Promise<Done>) =>
  async (_: Partial<ScheduledEvent>, lambda: Invocation): Promise<void> => {
    if (lambda.awsRequestId !== undefined) log.addContext(lambda as LambdaContext);
    const now = new Date();
    const all = await companies();
    const start = Math.floor(Math.random() * all.length);
    let failed = 0;
    let left = all.length;
    for (const companyId of [...all.slice(start), ...all.slice(0, start)]) {
      const remainingMs = lambda.getRemainingTimeInMillis();
      if (remainingMs < RESERVE_MS) break;
      left--;
      try {
        const deadline = new Date(Date.now() + remainingMs - RESERVE_MS / 2);
        const { enough, facts } = await act(systemContext(companyId, name, { now, deadline }));
        if (facts) log.info(name, { company: companyId, ...facts });
        if (enough) {
          left = 0;
          break;
        }
      } catch (error) {
        failed++;
        log.error(`${name} failed`, { company: companyId, ...traceOf(error) });
      }
    }
    if (left > 0) emitMetric('companies_not_reached', left, { schedule: name });
    if (failed > 0) throw new Error(`${name} failed for ${failed} of ${all.length} companies`);
  };
