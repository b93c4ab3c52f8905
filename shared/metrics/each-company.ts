import { companies } from '../kernel/companies.ts';
import { type Context, systemContext } from '../kernel/context.ts';
import { emitMetric, log, traceOf } from '../kernel/log.ts';

/** Time kept back to finish the company in hand. */
const RESERVE_MS = 30_000;

/**
 * Does a piece of work for every company, one after the other. One company's trouble is not the next one's;
 * it is logged, and in the end the run fails so that the schedule tries again. Each run begins with another
 * company, so that one which takes all the time cannot starve the rest for ever.
 */
export async function eachCompany(
  name: string,
  now: Date,
  remainingMs: () => number,
  work: (ctx: Context) => Promise<object>,
): Promise<void> {
  const all = await companies();
  const start = all.length === 0 ? 0 : Math.floor(now.getTime() / 3_600_000) % all.length;
  let failed = 0;
  let left = all.length;
  for (const companyId of [...all.slice(start), ...all.slice(0, start)]) {
    if (remainingMs() < RESERVE_MS) break;
    left--;
    try {
      const deadline = new Date(Date.now() + remainingMs() - RESERVE_MS / 2);
      log.info(name, { company: companyId, ...(await work(systemContext(companyId, name, { now, deadline }))) });
    } catch (error) {
      failed++;
      log.error(`${name} failed`, { company: companyId, ...traceOf(error) });
    }
  }
  if (left > 0) emitMetric('companies_not_reached', left, { schedule: name });
  if (failed > 0) throw new Error(`${name} failed for ${failed} of ${all.length} companies`);
}
