import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { Report } from './report.schema.ts';
import { reports } from './report.store.ts';

/** The outside addresses that a report names, as it is now; none of one that is gone. */
export async function addressesOfReport(ctx: Context, reportId: Report['reportId']): Promise<string[]> {
  const report = await reports.find(ctx, reportId);
  return isThere(ctx, report) ? report.recipients.addresses : [];
}
